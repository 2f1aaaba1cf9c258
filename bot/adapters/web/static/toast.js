// A short note at the top of a conversation that goes by itself.

import { el } from "./dom.js";

export class Toasts {
  constructor() {
    this.node = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
  }

  show(text) {
    const note = el("div", { class: "toast" }, text);
    this.node.replaceChildren(note);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => note.remove(), 2_800 + text.length * 60);
  }
}
