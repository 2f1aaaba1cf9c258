// One conversation on the page: what is heard goes into the log, what the person does into the outbox.

import { Composer } from "./composer.js";
import { el, icon, mark } from "./dom.js";
import { Line } from "./line.js";
import { Log } from "./log.js";
import { freshId, Outbox } from "./outbox.js";
import { Toasts } from "./toast.js";
import { Words } from "./words.js";

const LARGEST = 10 * 1024 * 1024;

export class Chat {
  /** `seat` is "" in a real chat; `head` builds what stands on top; `clock(state)` hears the rehearsal's clock. */
  constructor({ seat, setup, revive, head, clock, now, unread }) {
    Object.assign(this, { seat, revive, clock, now, unread, zone: setup.zone, titles: setup.titles });
    this.words = new Words(setup.language, setup.words);
    this.query = seat ? `?seat=${encodeURIComponent(seat)}` : "";
    this.pending = new Map();
    this.log = new Log(this);
    this.toasts = new Toasts();
    this.composer = new Composer(this);
    this.outbox = new Outbox(seat, () => this.#revive(), { refused: (item, error) => this.#refused(item, error), done: (item) => this.#done(item), late: (item, error) => this.#late(item, error) });
    this.banner = this.words.bind(el("div", { class: "banner", role: "status", hidden: true }), "text", "offline");
    this.node = el("section", { class: "chat", lang: setup.language, ondragover: (event) => event.preventDefault(), ondrop: (event) => this.#drop(event) }, head(this), this.banner, this.toasts.node, this.#welcome(), this.log.node, this.composer.node);
    for (const item of this.outbox.left()) this.#resume(item);
    this.line = new Line(seat, { heard: (frame) => this.#heard(frame), changed: (open) => this.#connected(open), revive });
  }

  say(text) {
    const item = { kind: "say", id: freshId(), text, since: Date.now() };
    this.#resume(item);
  }

  press(row, button, node) {
    if (node.classList.contains("busy")) return;
    node.classList.add("busy");
    this.outbox.add({ kind: "press", id: freshId(), message: String(row.id), action: button.action, node });
  }

  handIn(file) {
    if (file.size > LARGEST) return this.toast(this.words.say("error_large"));
    if (!file.size) return this.toast(this.words.say("error_empty"));
    const item = { kind: "file", id: freshId(), file };
    const preview = URL.createObjectURL(file);
    this.#pend(item, { file: { name: file.name, type: file.type, size: file.size }, preview });
    this.outbox.add(item);
  }

  toast(text) {
    this.toasts.show(text);
  }

  /** Fetch the page of messages before the oldest one shown. */
  async older() {
    if (this.fetching || this.log.first === null) return;
    this.fetching = true;
    try {
      const join = this.query ? "&" : "?";
      const response = await fetch(`/web/history${this.query}${join}before=${this.log.first}`);
      if (response.ok) this.log.prepend(await response.json());
    } catch {
      // Scrolling up again asks again.
    } finally {
      this.fetching = false;
    }
  }

  #resume(item) {
    this.#pend(item, { text: item.text });
    this.outbox.add(item);
  }

  #pend(item, row) {
    const node = this.log.pend({ mine: true, key: item.id, at: this.now().toISOString(), ...row });
    node.classList.add("sending");
    this.pending.set(item.id, node);
  }

  #done(item) {
    if (item.kind === "press") setTimeout(() => item.node.classList.remove("busy"), 500);
    else this.#await();
    this.pending.get(item.id)?.classList.remove("sending");
    this.pending.delete(item.id);
  }

  #refused(item, error) {
    this.toast(this.words.say(`error_${error}`));
    if (item.kind === "press") return item.node.classList.remove("busy");
    const node = this.pending.get(item.id);
    this.pending.delete(item.id);
    node.classList.replace("sending", "failed");
    node.querySelector(".beside").append(el("span", { class: "failure" }, icon("alert"), this.words.say("not_sent")));
  }

  #late(item, error) {
    if (!item.told) this.toast(this.words.say(`error_${error}`));
    item.told = true;
  }

  /** Our session has ended: get another one, and hear what belongs to it. */
  async #revive() {
    await this.revive();
    this.line.renew();
  }

  /** Dots until something comes; an answer that needs no message must not leave them for ever. */
  #await() {
    clearTimeout(this.dotting);
    const answered = this.heardAt ?? 0;
    if (Date.now() - answered < 250) return;
    this.dotting = setTimeout(() => {
      this.log.typing(true);
      this.dotting = setTimeout(() => this.log.typing(false), 8_000);
    }, 350);
  }

  #heard(frame) {
    if (frame.type === "words") this.#speak(frame);
    if (frame.type === "opening") this.#opened(frame);
    if (frame.type === "news") for (const row of frame.messages) this.#news(row);
    if (frame.clock) this.clock(frame.clock);
  }

  #speak({ language, words }) {
    this.words.change(language, words);
    this.node.lang = language;
    this.title.textContent = this.titles[language] ?? "";
    this.log.arrange();
    this.spoke?.(this.words);
  }

  #opened({ messages, more, keyboard }) {
    this.log.reset(messages.filter((row) => row.text || row.file || row.venue || row.buttons), more);
    this.composer.keys.set(keyboard);
    this.node.classList.add("ready");
  }

  #news(row) {
    if (!row.mine) {
      this.heardAt = Date.now();
      clearTimeout(this.dotting);
      this.log.typing(false);
    }
    if (row.keyboard) this.composer.keys.set(row.keyboard);
    if (row.toast) this.toast(row.toast);
    if (!row.mine) this.unread(this, row);
    this.log.put(row);
  }

  #connected(open) {
    clearTimeout(this.offline);
    if (open) this.outbox.hurry();
    if (open) this.banner.hidden = true;
    else this.offline = setTimeout(() => this.#alone(), 1_500);
  }

  /** Still no connection: say so, and promise no answer. */
  #alone() {
    this.banner.hidden = false;
    clearTimeout(this.dotting);
    this.log.typing(false);
  }

  #welcome() {
    this.title = el("p", {}, this.titles[this.words.language] ?? "");
    const begin = this.words.bind(el("button", { class: "begin", type: "button", onclick: () => this.say("/start") }), "text", "begin");
    return el("div", { class: "welcome" }, mark(88), this.words.bind(el("h2"), "text", "name"), this.title, begin);
  }

  #drop(event) {
    event.preventDefault();
    for (const file of event.dataTransfer.files) this.handIn(file);
  }
}
