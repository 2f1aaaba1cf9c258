// Where one writes: Enter sends on a desk and breaks the line on a phone; files go by button, paste or drop.

import { el, icon } from "./dom.js";
import { Keys } from "./keys.js";

const LONGEST = 4096;
const touch = matchMedia("(pointer: coarse)");

export class Composer {
  constructor(chat) {
    this.chat = chat;
    const { words } = chat;
    this.input = el("textarea", { rows: 1, maxlength: LONGEST, enterkeyhint: touch.matches ? "enter" : "send", oninput: () => this.#grow(), onkeydown: (event) => this.#key(event), onpaste: (event) => this.#paste(event) });
    words.bind(this.input, "placeholder", "write");
    words.bind(this.input, "aria-label", "write");
    this.picker = el("input", { type: "file", multiple: true, hidden: true, onchange: () => this.#picked() });
    const attach = words.bind(el("button", { class: "round", type: "button", onclick: () => this.picker.click() }, icon("plus")), "aria-label", "attach");
    this.button = words.bind(el("button", { class: "round send", type: "submit", disabled: true }, icon("send")), "aria-label", "send");
    this.switch = el("button", { class: "round switch", type: "button", hidden: true, onclick: () => this.keys.toggle() }, icon("keys"));
    this.keys = new Keys(chat, (any, open) => this.#switched(any, open));
    const form = el("form", { class: "composer", onsubmit: (event) => this.#send(event) }, attach, el("div", { class: "field" }, this.input, this.switch), this.button, this.picker);
    this.node = el("div", { class: "foot" }, form, this.keys.node);
  }

  #switched(any, open) {
    this.switch.hidden = !any;
    this.switch.setAttribute("aria-expanded", String(open));
    this.chat.words.bind(this.switch, "aria-label", open ? "keyboard_hide" : "keyboard_show");
  }

  #key(event) {
    // While a Korean syllable is being composed, Enter only finishes the syllable.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229 || touch.matches) return;
    this.#send(event);
  }

  #send(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.#grow();
    this.chat.say(text);
    this.input.focus({ preventScroll: true });
  }

  #grow() {
    this.button.disabled = !this.input.value.trim();
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
  }

  #picked() {
    for (const file of this.picker.files) this.chat.handIn(file);
    this.picker.value = "";
  }

  #paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    for (const file of files) this.chat.handIn(file);
  }
}
