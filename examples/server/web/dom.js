// Small helpers to make elements. Text always goes in as text, so nothing a patient writes becomes markup.

export const byId = (id) => document.getElementById(id);

/** el("li", {class: "row", "data-x": 1}, "text", child, …) */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Replaces what a list shows; without entries it says so in words. */
export function fill(list, entries, emptyText) {
  list.replaceChildren(...(entries.length ? entries : [el(list.tagName === "DL" ? "dd" : "li", { class: "empty" }, emptyText)]));
}

export function scrollToEnd(node) {
  node.scrollTop = node.scrollHeight;
}

export const words = (name) => String(name ?? "").replaceAll("_", " ");

/** "2026-03-06T16:58:00-06:00" as the practice's own wall clock reads it. */
export function wallTime(text, options = { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" }) {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)/.exec(text ?? "");
  if (!match) return String(text ?? "");
  return new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" }).format(new Date(`${match[1]}:00Z`));
}
