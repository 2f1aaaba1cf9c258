// The messages of one conversation, in order, with days between them; follows the end until somebody scrolls away.

import { date, day } from "./dates.js";
import { el, icon, mark } from "./dom.js";
import { messageElement, visible } from "./message.js";

const NEAR = 60;
const TOGETHER = 3 * 60 * 1000;

export class Log {
  constructor(chat) {
    this.chat = chat;
    this.unseen = 0;
    this.stuck = true;
    this.first = null;
    this.list = el("div", { class: "list", role: "log", "aria-live": "off", "aria-relevant": "additions" });
    chat.words.bind(this.list, "aria-label", "chat");
    this.dots = el("div", { class: "message theirs opens typing", hidden: true }, el("div", { class: "avatar" }, mark(40)),
      el("div", { class: "bubble", role: "status" }, el("i"), el("i"), el("i"), chat.words.bind(el("span", { class: "visually-hidden" }), "text", "typing")));
    this.scroller = el("div", { class: "scroller", tabindex: "0", onscroll: () => this.#scrolled() }, this.list, this.dots);
    chat.words.bind(this.scroller, "aria-label", "chat");
    this.count = el("span", { class: "count" });
    this.jump = chat.words.bind(el("button", { class: "to-latest", type: "button", hidden: true, onclick: () => this.toEnd() }, icon("down"), this.count), "aria-label", "to_latest");
    this.node = el("div", { class: "log" }, this.scroller, this.jump);
    new ResizeObserver(() => this.stuck && this.#bottom()).observe(this.scroller);
    new ResizeObserver(() => this.stuck && this.#bottom()).observe(this.list);
  }

  /** Show a conversation from its last page. */
  reset(rows, more) {
    this.list.setAttribute("aria-live", "off");
    const pending = [...this.list.querySelectorAll(".pending")];
    this.list.replaceChildren();
    this.more = more;
    this.first = rows[0]?.id ?? null;
    for (const row of rows) this.#insert(row);
    const known = new Set(rows.map((row) => row.key));
    this.list.append(...pending.filter((node) => !known.has(node.dataset.key)));
    this.arrange();
    this.toEnd();
    setTimeout(() => this.list.setAttribute("aria-live", "polite"), 300);
  }

  /** Add older messages above, keeping in place what is being read. */
  prepend({ messages, more }) {
    const height = this.scroller.scrollHeight;
    this.list.setAttribute("aria-live", "off");
    this.more = more;
    this.first = messages[0]?.id ?? this.first;
    for (const row of messages) this.#insert(row);
    this.arrange();
    this.scroller.scrollTop += this.scroller.scrollHeight - height;
    setTimeout(() => this.list.setAttribute("aria-live", "polite"), 300);
  }

  /** Show a message that has just come, or its new form in the place of the old one. */
  put(row) {
    if (!visible(row) || (this.first !== null && row.id < this.first)) return;
    this.first ??= row.id;
    const follows = this.stuck;
    const node = this.#insert(row);
    this.arrange();
    if (node.classList.contains("changed")) return;
    if (row.mine || follows) this.#follow(node);
    else this.#unseen(1);
  }

  /** Show what is on its way, below everything that has arrived. */
  pend(row) {
    const node = messageElement(row, this.chat);
    node.classList.add("pending", "arriving");
    this.list.append(node);
    this.arrange();
    this.toEnd();
    return node;
  }

  typing(on) {
    this.dots.hidden = !on;
    if (on && this.stuck) this.#bottom();
  }

  toEnd() {
    this.#unseen(-this.unseen);
    this.#bottom();
  }

  #insert(row) {
    const node = messageElement(row, this.chat);
    const old = this.list.querySelector(`[data-id="${row.id}"]`);
    const mine = row.key && this.list.querySelector(`.pending[data-key="${row.key}"]`);
    if (old) {
      this.#replace(old, node);
      return node;
    }
    if (mine) mine.remove();
    else node.classList.add("arriving");
    const after = [...this.list.querySelectorAll(".message")].find((one) => !one.dataset.id || Number(one.dataset.id) > row.id);
    this.list.insertBefore(node, after ?? null);
    return node;
  }

  #replace(old, node) {
    const focus = old.contains(document.activeElement) ? [...old.querySelectorAll("button, a")].indexOf(document.activeElement) : -1;
    node.classList.add("changed");
    old.replaceWith(node);
    const places = node.querySelectorAll("button, a");
    if (focus >= 0) places[Math.min(focus, places.length - 1)]?.focus({ preventScroll: true });
  }

  /** Put days between messages and mark where a run of one side's messages begins and ends. */
  arrange() {
    for (const one of this.list.querySelectorAll(".day")) one.remove();
    let before = null;
    for (const node of this.list.querySelectorAll(".message")) {
      const at = new Date(node.row.at);
      const another = !before || day(new Date(before.row.at), this.chat.zone) !== day(at, this.chat.zone);
      const breaks = another || before.row.mine !== node.row.mine || Math.abs(at - new Date(before.row.at)) > TOGETHER;
      node.classList.toggle("opens", breaks);
      before?.classList.toggle("closes", breaks || before.querySelector("time").textContent !== node.querySelector("time").textContent);
      if (another) node.before(el("div", { class: "day" }, el("span", {}, date(at, this.chat.zone, this.chat.words))));
      before = node;
    }
    before?.classList.add("closes");
    this.node.classList.toggle("bare", !before);
  }

  #follow(node) {
    this.#bottom();
    if (node.offsetHeight > this.scroller.clientHeight - 24) this.scroller.scrollTop = node.offsetTop - 12;
  }

  #bottom() {
    this.stuck = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #scrolled() {
    const left = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight;
    this.stuck = left < NEAR;
    if (this.stuck) this.#unseen(-this.unseen);
    this.jump.hidden = this.stuck;
    if (this.more && this.scroller.scrollTop < 300) this.chat.older();
  }

  #unseen(more) {
    this.unseen += more;
    this.count.textContent = this.unseen || "";
    this.jump.hidden = this.stuck && !this.unseen;
    this.jump.title = this.unseen ? this.chat.words.say("new_messages", { n: this.unseen }) : "";
  }
}
