// The keyboard of ready words, for people who do not type.

import { el } from "./dom.js";

export class Keys {
  constructor(chat, toggled) {
    this.chat = chat;
    this.toggled = toggled;
    this.rows = [];
    this.open = localStorage.getItem("hamkke-keys") !== "closed";
    this.node = chat.words.bind(el("div", { class: "keys", role: "group", hidden: true }), "aria-label", "keyboard");
  }

  set(rows) {
    this.rows = rows;
    const button = (text) => el("button", { type: "button", onclick: () => this.chat.say(text) }, text);
    this.node.replaceChildren(...rows.map((row) => el("div", { class: "line" }, ...row.map(button))));
    this.#show();
  }

  toggle() {
    this.open = !this.open;
    localStorage.setItem("hamkke-keys", this.open ? "open" : "closed");
    this.#show();
  }

  #show() {
    this.node.hidden = !this.open || !this.rows.length;
    this.toggled(this.rows.length > 0, this.open);
  }
}
