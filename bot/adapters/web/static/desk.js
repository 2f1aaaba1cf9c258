// A rehearsal: several people's conversations side by side, on a phone one at a time, under one clock.

import { Chat } from "./chat.js";
import { ClockBar } from "./clock.js";
import { el, mark } from "./dom.js";
import { sizeButton } from "./size.js";
import { Words } from "./words.js";

export function desk(setup, revive) {
  const words = new Words(setup.language, setup.words);
  const told = (text) => chats.find((chat) => chat.node.classList.contains("shown")).toast(text);
  const bar = new ClockBar(setup, words, told);
  const tabs = words.bind(el("div", { class: "tabs", role: "tablist" }), "aria-label", "seats");
  const chats = setup.seats.map((seat, number) => chatOf(seat, number));

  function chatOf(seat, number) {
    const chat = new Chat({ seat: seat.user, setup, revive, head: (one) => seatHead(one, seat, number), clock: (state) => bar.hear(state), now: () => bar.now(), unread: (one) => unread(one) });
    chat.node.id = `seat-${number}`;
    chat.tab = el("button", { type: "button", role: "tab", "aria-controls": chat.node.id, onclick: () => show(chat), onkeydown: (event) => walk(event, number) }, ...label(seat, number, words), el("b", { class: "badge", hidden: true }));
    return chat;
  }

  function show(chosen) {
    for (const chat of chats) {
      chat.node.classList.toggle("shown", chat === chosen);
      chat.tab.setAttribute("aria-selected", String(chat === chosen));
      chat.tab.tabIndex = chat === chosen ? 0 : -1;
    }
    badge(chosen, 0);
    chosen.log.toEnd();
  }

  function walk(event, number) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const chat = chats[(number + step + chats.length) % chats.length];
    show(chat);
    chat.tab.focus();
  }

  function unread(chat) {
    if (!chat.node.classList.contains("shown")) badge(chat, (chat.missed ?? 0) + 1);
  }

  function badge(chat, count) {
    chat.missed = count;
    const sign = chat.tab.querySelector(".badge");
    sign.hidden = !count;
    sign.textContent = count;
  }

  tabs.append(...chats.map((chat) => chat.tab));
  const brand = el("div", { class: "brand" }, mark(36), words.bind(el("strong"), "text", "name"), words.bind(el("span", { class: "chip" }), "text", "rehearsal"));
  const top = el("header", { class: "top" }, brand, bar.node, sizeButton(() => words, told));
  show(chats[0]);
  return el("main", { class: "desk" }, top, tabs, el("div", { class: "columns" }, ...chats.map((chat) => chat.node)));
}

function seatHead(chat, seat, number) {
  const title = el("div", { class: "who" }, ...label(seat, number, chat.words));
  return el("header", { class: "head seat" }, title);
}

function label(seat, number, words) {
  const role = words.bind(el("span", { class: "role" }), "text", `role_${seat.role}`);
  const face = el("span", { class: `face-${seat.role} face`, "aria-hidden": "true" }, seat.name ? seat.name.slice(0, 1) : String(number || ""));
  return [face, el("span", { class: "names" }, el("strong", {}, seat.name || words.say(`role_${seat.role}`)), seat.name ? role : "")];
}
