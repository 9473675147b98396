// The patient's phone: a thread of messages, or the captions of a call.

import { byId, el, scrollToEnd } from "./dom.js";

const kSuggestions = {
  en: ["Hi, I'd like to book an appointment", "What are your hours?", "How much is it?", "Actually, make it Tuesday morning", "Can I talk to a person?"],
  es: ["Hola, quisiera hacer una cita", "¿Aceptan mi seguro?", "El lunes después de las 4", "Necesito cambiar mi cita"],
};

export class Phone {
  constructor(onSay) {
    this.thread = byId("thread");
    this.text = byId("text");
    this.onSay = onSay;
    this.clockTimer = 0;
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.submit();
      }
    });
    this.text.addEventListener("input", () => this.fitText());
    addEventListener("resize", () => scrollToEnd(this.thread));
  }

  submit() {
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = "";
    this.fitText();
    this.onSay(text);
  }

  fitText() {
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight + 2}px`;
  }

  showPractice(practice) {
    byId("contact").textContent = practice.name;
    byId("avatar").textContent = practice.name.split(/\s+/).slice(0, 2).map((word) => word[0]).join("").toUpperCase();
    const languages = practice.languages && practice.languages.length ? practice.languages : ["en"];
    const suggestions = languages.flatMap((language) => kSuggestions[language.slice(0, 2)] ?? []);
    byId("chips").replaceChildren(...suggestions.map((suggestion) => {
      const chip = el("button", { type: "button" }, suggestion);
      chip.addEventListener("click", () => this.onSay(suggestion));
      return chip;
    }));
  }

  showChannel(channel, line) {
    byId("phone").dataset.channel = channel;
    byId("line").textContent = line;
    byId("text-label").textContent = channel === "phone" ? "Say" : "Message";
    this.text.placeholder = channel === "phone" ? "Say something" : "Write in English or Spanish";
  }

  clear() {
    this.thread.replaceChildren();
    this.stopClock();
  }

  bubble(who, text) {
    const bubble = el("li", { class: `bubble ${who}`, "data-who": who === "mine" ? "You" : "Practice" }, text);
    this.thread.append(bubble);
    scrollToEnd(this.thread);
    return bubble;
  }

  note(text) {
    this.thread.append(el("li", { class: "note" }, text));
    scrollToEnd(this.thread);
  }

  typing(on) {
    this.thread.querySelector(".typing")?.remove();
    if (!on) return;
    this.thread.append(el("li", { class: "typing", "aria-label": "The practice is answering" }, el("i"), el("i"), el("i")));
    scrollToEnd(this.thread);
  }

  startClock() {
    const clock = byId("clock");
    const start = Date.now();
    const show = () => {
      const seconds = Math.floor((Date.now() - start) / 1000);
      clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    };
    this.stopClock();
    clock.hidden = false;
    show();
    this.clockTimer = setInterval(show, 1000);
  }

  stopClock() {
    clearInterval(this.clockTimer);
    byId("clock").hidden = true;
  }
}
