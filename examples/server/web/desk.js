// The practice's side of the same conversation.

import { byId, el, fill, scrollToEnd, wallTime, words } from "./dom.js";

const kAuditRows = 200;
const kSure = 0.75;

/** The five qualifications, in the order they are asked. */
const kQualifications = [["name", "Full name"], ["service", "Service"], ["patient_type", "Patient type"], ["email", "E-mail"], ["preference", "Times"]];
const kLanguages = { en: "English", es: "Spanish" };
const kWeekdays = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" };

/** A preference as a person would jot it down: "Mon, Thu · after 16:00". */
function preferenceWords(preference) {
  const days = (list) => list.map((day) => kWeekdays[day] ?? day).join(", ");
  const list = (value) => (Array.isArray(value) ? value.map(words).join(", ") : words(value));
  const says = {
    weekdays: days, not_weekdays: (v) => `not ${days(v)}`, part: list, not_part: (v) => `not ${list(v)}`,
    after: (v) => `after ${v}`, before: (v) => `before ${v}`, at: (v) => `at ${v}`, from: (v) => `from ${v}`, to: (v) => `until ${v}`,
    dates: list, not_from: (v) => `not from ${v}`, not_to: (v) => `not until ${v}`, count: (v) => `${v} of them`,
    every: (v) => `every ${v.n} ${words(v.unit)}`, any: (v) => v.map(preferenceWords).join(" or "),
  };
  return Object.entries(preference)
    .filter(([, value]) => value !== false && value !== null)
    .map(([key, value]) => (value === true ? words(key) : says[key] ? says[key](value) : `${words(key)} ${words(value)}`))
    .join(" · ");
}

function fieldWords(name, value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return words(value);
  if (name === "preference") return preferenceWords(value) || "any time";
  if (value.start) return [wallTime(value.start), value.provider_name].filter(Boolean).join(" · ");
  const known = value.full ?? value.name ?? value.address ?? value.e164 ?? value.date ?? value.text ?? value.value;
  return known !== undefined && typeof known !== "object" ? String(known) : JSON.stringify(value);
}

function slotEntry(slot) {
  const start = slot.start ?? slot.at ?? slot.starts_at;
  const who = [slot.provider_name ?? slot.provider, slot.location_name ?? slot.location, slot.service_name ?? slot.service];
  const details = who.filter(Boolean).map(words).join(" · ");
  return el("li", {}, el("span", {}, start ? wallTime(start) : words(slot.text ?? slot.label)), el("small", {}, details));
}

export class Desk {
  constructor() {
    this.clear();
  }

  clear() {
    this.sent = [];
    this.appointments = new Map();
    this.transcript = byId("transcript");
    this.awaiting = null;
    fill(this.transcript, [], "Nothing said yet.");
    this.showView({});
    this.showSent();
    this.showAppointments();
    fill(byId("audit"), [el("tr", {}, el("td", { colspan: "5", class: "empty" }, "Nothing written yet."))], "");
    this.auditRows = 0;
  }

  /** Adds to the transcript; a patient's words wait for what was understood of them. */
  say(who, text) {
    if (this.transcript.querySelector(".empty")) this.transcript.replaceChildren();
    const row = el("li", { "data-who": who }, el("b", {}, who === "patient" ? "Patient" : "Agent"), el("span", {}, text));
    this.transcript.append(row);
    if (who === "patient") this.awaiting = row;
    scrollToEnd(this.transcript);
  }

  /** What the agent made of the last words, and where the conversation stands. */
  showView(view) {
    this.showNow(view);
    this.showFields(view);
    fill(byId("offered"), (view.offered ?? []).map(slotEntry), "Nothing on the table.");
    if (!this.awaiting || !view.intent) return;
    const sure = view.confidence >= kSure ? "sure" : "unsure";
    this.awaiting.append(el("span", { class: "tags" },
      el("span", { class: `tag ${sure}` }, `${words(view.intent)} ${Math.round((view.confidence ?? 0) * 100)}%`),
      el("span", { class: "tag" }, kLanguages[view.language] ?? words(view.language))));
    this.awaiting = null;
    scrollToEnd(this.transcript);
  }

  showNow(view) {
    if (!view.flow && !view.intent && !view.expecting) {
      fill(byId("now"), [], "Waiting for the patient.");
      return;
    }
    const percent = Math.round((view.confidence ?? 0) * 100);
    const bar = el("i");
    bar.style.width = `${percent}%`;
    const rows = [
      ["Intent", view.intent ? words(view.intent) : "–"],
      ["Confidence", el("div", { class: "meter" }, el("span", { "aria-hidden": "true" }, bar), el("b", {}, `${percent}%`))],
      ["Language", kLanguages[view.language] ?? words(view.language)],
      ["Flow", words(view.flow) || "–"],
      ["Asking for", words(view.expecting).replace(/^field /, "") || "–"],
      ["Outcome", words(view.disposition)],
    ];
    fill(byId("now"), rows.filter(([, value]) => value).flatMap(([label, value]) => [el("dt", {}, label), el("dd", {}, value)]), "");
  }

  showFields(view) {
    const fields = view.fields ?? {};
    const asked = String(view.expecting ?? "").replace(/^field /, "");
    const more = Object.keys(fields).filter((name) => !kQualifications.some(([known]) => known === name)).map((name) => [name, words(name)]);
    const entries = [...kQualifications, ...more].map(([name, label]) => {
      const value = fieldWords(name, fields[name]);
      const state = value ? "has" : name === asked ? "asked" : "missing";
      const mark = { has: "✓", asked: "→", missing: "·" }[state];
      const text = value || (state === "asked" ? "being asked" : "not yet");
      return el("li", { "data-state": state }, el("span", { class: "mark", "aria-hidden": "true" }, mark), el("span", { class: "label" }, label), el("span", { class: "value" }, text));
    });
    fill(byId("fields"), entries, "");
  }

  messageSent(to, text, isPatient) {
    this.sent.unshift({ to, text, isPatient });
    this.showSent();
  }

  showSent() {
    const entries = this.sent.map(({ to, text, isPatient }) =>
      el("li", { "data-to": isPatient ? "patient" : "operator" }, text, el("small", {}, `${isPatient ? "to the patient" : "to the practice's team"}${to ? `, ${to}` : ""}`)));
    fill(byId("sent"), entries, "None yet.");
  }

  appointmentUpdated(appointment) {
    this.appointments.set(appointment.id ?? appointment.appointment_id ?? appointment.start, appointment);
    this.showAppointments();
  }

  showAppointments() {
    const entries = [...this.appointments.values()].map((a) => {
      const details = [a.service_name ?? a.service, a.provider_name ?? a.provider, a.location_name ?? a.location, a.status].filter(Boolean);
      return el("li", {}, wallTime(a.start ?? a.starts_at), el("small", {}, details.map((d) => words(typeof d === "object" ? d.name : d)).join(" · ")));
    });
    fill(byId("appointments"), entries, "None booked yet.");
  }

  audited(record, at) {
    const body = byId("audit");
    if (this.auditRows === 0) body.replaceChildren();
    this.auditRows += 1;
    const time = at ? new Date(at).toLocaleTimeString("en-US", { hour12: false }) : "";
    const cells = [time, record.action ?? "", record.object ?? "", words(record.outcome), `#${record.index}`];
    body.prepend(el("tr", {}, ...cells.map((cell) => el("td", {}, cell))));
    while (body.rows.length > kAuditRows) body.lastElementChild.remove();
  }
}
