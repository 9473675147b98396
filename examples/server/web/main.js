// Wires the patient's phone, the practice's desk and the server together.

import { ApiError, follow, invoke, practices } from "./api.js";
import { Desk } from "./desk.js";
import { byId } from "./dom.js";
import { Phone } from "./phone.js";

// Numbers that belong to nobody: 555-0100 to 555-0199 in a few area codes.
const kAreaCodes = ["212", "305", "312", "415", "512", "617", "702", "713"];
const kHeldEvents = 300;
const kChannelNames = { sms: "Text message", whatsapp: "WhatsApp", phone: "Phone call" };

const state = { all: [], practice: null, channel: "sms", from: "", mine: new Set(), held: [], shown: [], unfollow: () => {}, busy: false, queue: [], inCall: false };
const desk = new Desk();
const phone = new Phone((text) => say(text));

function newNumber() {
  const area = kAreaCodes[Math.floor(Math.random() * kAreaCodes.length)];
  return `+1${area}55501${String(Math.floor(Math.random() * 100)).padStart(2, "0")}`;
}

const pretty = (number) => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");

function complain(error) {
  const box = byId("alert");
  box.textContent = error instanceof ApiError ? error.message : "The server does not answer. Is it still running?";
  box.hidden = false;
  clearTimeout(complain.timer);
  complain.timer = setTimeout(() => { box.hidden = true; }, 8000);
}

/** Replies come with the answer and once more as events: each is shown once, whichever comes first. */
function showReply({ text, language }, fromEvent) {
  const twin = state.shown.findIndex((shown) => shown.text === text && shown.fromEvent !== fromEvent);
  if (twin >= 0) {
    state.shown.splice(twin, 1);
    return;
  }
  state.shown.push({ text, fromEvent });
  phone.typing(false);
  phone.bubble("theirs", text);
  desk.say("agent", text);
  if (byId("aloud").checked && state.channel === "phone") speak(text, language);
}

function speak(text, language) {
  if (!("speechSynthesis" in window)) return;
  const speech = new SpeechSynthesisUtterance(text);
  speech.lang = language === "es" ? "es-US" : "en-US";
  speechSynthesis.speak(speech);
}

function adopt(conversation) {
  if (!conversation || state.mine.has(conversation)) return;
  state.mine.add(conversation);
  const held = state.held.splice(0);
  for (const event of held) onEvent(event);
}

function finished(answer) {
  adopt(answer.conversation_id);
  for (const reply of answer.replies ?? []) showReply(reply, false);
  if (answer.view) desk.showView(answer.view);
  if (answer.ended) end();
}

function end() {
  phone.note(state.channel === "phone" ? "Call ended" : "Conversation closed. A new message starts another.");
  hungUp();
}

function hungUp() {
  state.inCall = false;
  phone.stopClock();
  byId("call").textContent = "Start a call";
}

function startCall() {
  if (state.channel !== "phone") chooseChannel("phone");
  state.inCall = true;
  phone.startClock();
  byId("call").textContent = "Hang up";
  send("conversations.start", line());
}

/** One request at a time, in order: a patient may write faster than the practice answers. */
async function send(operation, input) {
  state.queue.push([operation, input]);
  if (state.busy) return;
  state.busy = true;
  while (state.queue.length) {
    const [next, body] = state.queue.shift();
    phone.typing(true);
    try {
      finished(await invoke(state.practice.id, next, body));
    } catch (error) {
      complain(error);
    }
    phone.typing(false);
  }
  state.busy = false;
}

function line() {
  const to = state.practice.numbers?.[0];
  return to ? { channel: state.channel, from: state.from, to } : { channel: state.channel, from: state.from };
}

function say(text) {
  if (state.channel === "phone" && !state.inCall) startCall();
  phone.bubble("mine", text);
  desk.say("patient", text);
  send("conversations.message", { ...line(), text });
}

function onEvent(event) {
  const data = event.data ?? {};
  if (event.type === "audit") return desk.audited(data, event.at);
  if (data.conversation_id && !state.mine.has(data.conversation_id)) {
    state.held.push(event);
    if (state.held.length > kHeldEvents) state.held.shift();
    return;
  }
  if (event.type === "turn") return desk.showView(data);
  if (event.type === "appointment.updated") return desk.appointmentUpdated(data);
  if (event.type === "call.transfer") return phone.note("Connecting you with a person of the practice…");
  if (event.type !== "message.created" || data.direction !== "out") return;
  const toPatient = !data.to_staff;
  if (toPatient && data.to !== state.from) return;
  if (data.channel !== "phone") desk.messageSent(data.to ?? "", data.text ?? "", toPatient);
  if (toPatient && data.text) showReply(data, true);
}

function restart() {
  state.from = newNumber();
  state.mine = new Set();
  state.held = [];
  state.shown = [];
  state.queue = [];
  phone.clear();
  hungUp();
  desk.clear();
  phone.showPractice(state.practice);
  phone.showChannel(state.channel, `${kChannelNames[state.channel]} from ${pretty(state.from)}`);
  phone.note(state.channel === "phone" ? "Press “Start a call”, or just say something." : "Write to the practice, or leave a missed call.");
  byId("aloud-label").hidden = state.channel !== "phone";
}

function press(buttons, chosen) {
  for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
}

function choosePractice(id) {
  state.practice = state.all.find((practice) => practice.id === id) ?? state.all[0];
  state.unfollow();
  state.unfollow = follow(state.practice.id, onEvent, (how) => {
    byId("connection").dataset.state = how;
    byId("connection").textContent = how === "live" ? "Live" : "Reconnecting…";
  });
  restart();
}

function chooseChannel(channel) {
  state.channel = channel;
  const buttons = document.querySelectorAll("[data-channel][aria-pressed]");
  press(buttons, [...buttons].find((button) => button.dataset.channel === channel));
  restart();
}

function wire() {
  byId("practice").addEventListener("change", (event) => choosePractice(event.target.value));
  for (const button of document.querySelectorAll("[data-channel][aria-pressed]")) button.addEventListener("click", () => chooseChannel(button.dataset.channel));
  const views = document.querySelectorAll("[data-show]");
  for (const button of views) {
    button.addEventListener("click", () => {
      document.body.dataset.view = button.dataset.show;
      press(views, button);
    });
  }
  byId("restart").addEventListener("click", restart);
  byId("missed").addEventListener("click", () => {
    if (state.channel === "phone") chooseChannel("sms");
    phone.note("You called, nobody answered.");
    const { from, to } = line();
    send("conversations.missed_call", to ? { from, to } : { from });
  });
  byId("call").addEventListener("click", () => (state.inCall ? send("conversations.hangup", line()) : startCall()));
}

async function begin() {
  wire();
  try {
    state.all = await practices();
  } catch (error) {
    return complain(error);
  }
  if (!state.all.length) return complain(new ApiError("This server has no practices."));
  byId("practice").replaceChildren(...state.all.map((practice) => new Option(practice.name, practice.id)));
  choosePractice(state.all[0].id);
}

begin();
