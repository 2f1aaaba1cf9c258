// The rehearsal's clock: runs on by itself between two words from the server.

import { date, day, moment, time } from "./dates.js";
import { el, icon } from "./dom.js";

const MINUTE = 60_000;

export class ClockBar {
  constructor(setup, words, told) {
    Object.assign(this, { setup, words, told, zone: setup.zone, running: 60 });
    this.date = el("span", { class: "date" });
    this.time = el("span", { class: "time" });
    this.pause = el("button", { class: "round pause", type: "button", onclick: () => this.#turn({ speed: this.state.speed ? 0 : this.running }) });
    this.next = el("button", { class: "next", type: "button", onclick: () => this.#toNext() }, icon("next"), el("span"));
    this.menu = this.#menu();
    const more = words.bind(el("button", { class: "more", type: "button", popovertarget: "clock-menu" }, icon("clock"), words.bind(el("span"), "text", "jump")), "aria-label", "jump");
    const face = words.bind(el("div", { class: "face", role: "timer" }, this.date, this.time), "aria-label", "clock");
    this.node = el("div", { class: "clock" }, face, this.pause, this.#speeds(), this.next, more, this.menu);
    this.hear(setup.clock);
    setInterval(() => this.#show(), 200);
  }

  /** The current moment of the event. */
  now() {
    return new Date(this.base + (performance.now() - this.since) * this.state.speed);
  }

  hear(state) {
    this.state = state;
    this.base = Date.parse(state.now);
    this.since = performance.now();
    if (state.speed) this.running = state.speed;
    this.pause.replaceChildren(icon(state.speed ? "pause" : "play"));
    this.pause.setAttribute("aria-label", this.words.say(state.speed ? "pause" : "resume"));
    for (const one of this.node.querySelectorAll(".speeds button")) one.setAttribute("aria-pressed", String(Number(one.dataset.speed) === this.running));
    this.#showNext();
    this.#show();
  }

  #showNext() {
    const at = this.state.next && new Date(this.state.next);
    const today = at && day(at, this.zone) === day(this.now(), this.zone);
    const when = at && (today ? time(at, this.zone) : `${date(at, this.zone, this.words)} ${time(at, this.zone)}`);
    this.next.disabled = !at;
    this.next.setAttribute("aria-label", at ? this.words.say("next_at", { when }) : this.words.say("next_none"));
    this.next.lastChild.textContent = at ? this.words.say("next_at", { when }) : this.words.say("next_none");
  }

  #show() {
    const now = this.now();
    this.date.textContent = date(now, this.zone, this.words);
    this.time.textContent = time(now, this.zone);
  }

  #speeds() {
    const button = (speed) => el("button", { type: "button", "data-speed": speed, onclick: () => this.#turn({ speed }) }, this.words.say("speed_value", { n: speed }));
    return this.words.bind(el("div", { class: "speeds", role: "group" }, ...this.setup.speeds.filter(Boolean).map(button)), "aria-label", "speed");
  }

  #menu() {
    const { words } = this;
    const days = this.#days();
    this.daySelect = words.bind(el("select", {}, ...days.map((one) => el("option", { value: one }, date(new Date(`${one}T12:00:00Z`), "UTC", words)))), "aria-label", "jump_day");
    this.timeInput = words.bind(el("input", { inputmode: "numeric", maxlength: 5, pattern: "([01]?[0-9]|2[0-3]):?[0-5][0-9]", required: true, autocomplete: "off" }), "aria-label", "jump_time");
    const go = words.bind(el("button", { class: "go", type: "submit" }), "text", "jump_go");
    const ahead = (minutes, key) => words.bind(el("button", { type: "button", onclick: () => this.#jump(new Date(this.now().getTime() + minutes * MINUTE)) }), "text", key);
    const form = el("form", { class: "to", onsubmit: (event) => this.#submitted(event) }, this.daySelect, this.timeInput, go);
    const menu = el("div", { id: "clock-menu", class: "menu", popover: "auto" }, words.bind(el("h2"), "text", "jump"), el("div", { class: "quick" }, ahead(10, "forward_10"), ahead(60, "forward_60")), form, this.#speeds());
    menu.addEventListener("toggle", (event) => event.newState === "open" && this.#preset());
    return menu;
  }

  /** The event's days and the one before them; without any, today's. */
  #days() {
    const { days } = this.setup;
    if (!days.length) return [day(new Date(this.setup.clock.now), this.zone)];
    const eve = new Date(Date.parse(`${days[0]}T00:00:00Z`) - 1440 * MINUTE).toISOString().slice(0, 10);
    return [eve, ...days];
  }

  #preset() {
    const now = this.now();
    if (this.#days().includes(day(now, this.zone))) this.daySelect.value = day(now, this.zone);
    this.timeInput.value = time(now, this.zone);
  }

  #submitted(event) {
    event.preventDefault();
    const [hours, minutes] = this.timeInput.value.match(/^(\d{1,2}):?(\d\d)$/).slice(1);
    this.#jump(moment(this.daySelect.value, `${hours.padStart(2, "0")}:${minutes}`, this.zone));
  }

  #jump(at) {
    this.menu.hidePopover();
    this.#turn({ jump: at.toISOString() });
  }

  #toNext() {
    this.#turn({ next: true });
  }

  async #turn(wish) {
    try {
      const response = await fetch("/web/clock", { method: "POST", body: JSON.stringify(wish), headers: { "content-type": "application/json" } });
      if (!response.ok) throw new Error(String(response.status));
      this.hear(await response.json());
    } catch {
      this.told(this.words.say("error_server"));
    }
  }
}
