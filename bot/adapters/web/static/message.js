// One message: bubble, picture or file, place card, buttons.

import { time } from "./dates.js";
import { el, icon, mark } from "./dom.js";
import { rich } from "./rich.js";

const PICTURE = /^image\/(png|jpeg|gif|webp)$/;
const SAFE = /^(https?:|tel:)/;

/** The element of a message row; `chat` gives words, zone, seat and what to do when something is pressed. */
export function messageElement(row, chat) {
  const at = new Date(row.at);
  const node = el(
    "article",
    { class: `message ${row.mine ? "mine" : "theirs"}`, "data-id": row.id ?? "", "data-key": row.key ?? "" },
    row.mine ? null : el("div", { class: "avatar" }, mark(40)),
    el(
      "div",
      { class: "stack" },
      row.mine ? null : chat.words.bind(el("div", { class: "sender" }), "text", "name"),
      ...contents(row, chat),
    ),
  );
  const shown = el("time", { datetime: row.at }, time(at, chat.zone));
  const beside = node.querySelector(".beside");
  beside?.append(el("span", { class: "visually-hidden" }, row.mine ? `${chat.words.say("you")}, ` : ""), shown);
  node.row = row;
  return node;
}

/** Whether a row has anything to show. */
export const visible = (row) => Boolean(row.text || row.file || row.venue || row.buttons?.length);

function contents(row, chat) {
  const parts = [row.file && file(row, chat), row.text && bubble(row, chat), row.venue && venue(row.venue, chat)].filter(Boolean);
  if (!parts.length) parts.push(el("div", { class: "bubble" }));
  const last = parts.pop();
  parts.push(el("div", { class: "beside" }, last));
  if (row.buttons?.length) parts.push(el("div", { class: "buttons" }, ...row.buttons.map((line) => buttons(line, row, chat))));
  return parts;
}

function bubble(row, chat) {
  return el("div", { class: "bubble" }, rich(row.text, row.mine ? undefined : (text) => chat.say(text)));
}

function buttons(line, row, chat) {
  return el("div", { class: "line" }, ...line.map((one) => button(one, row, chat)));
}

function button(one, row, chat) {
  if (one.url && SAFE.test(one.url)) {
    const outside = !one.url.startsWith("tel:");
    const label = outside ? `${one.text} (${chat.words.say("opens_outside")})` : one.text;
    const target = outside ? { target: "_blank", rel: "noopener noreferrer" } : {};
    return el("a", { class: "button", href: one.url, "aria-label": label, ...target }, one.text, icon(outside ? "out" : "phone"));
  }
  const press = (event) => chat.press(row, one, event.currentTarget);
  return el("button", { class: "button", type: "button", onclick: press, disabled: one.action === undefined }, one.text);
}

function file(row, chat) {
  const { name, type, size } = row.file;
  const address = row.preview ?? `/web/file/${row.id}${chat.query}`;
  if (PICTURE.test(type)) {
    const image = el("img", { src: address, alt: name });
    return el("a", { class: "picture", href: address, target: "_blank", rel: "noopener" }, image);
  }
  return el(
    "a",
    { class: "bubble file", href: address, download: name, "aria-label": chat.words.say("download", { name }) },
    el("span", { class: "sign" }, icon("file")),
    el("span", { class: "about" }, el("strong", {}, name), el("small", {}, `${bytes(size)} · ${chat.words.say("save")}`)),
  );
}

function venue({ title, address }, chat) {
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    chat.toast(chat.words.say("copied"));
  };
  const offer = address && navigator.clipboard;
  return el(
    "div",
    { class: "bubble venue" },
    el("div", { class: "map", "aria-hidden": "true" }, el("span", { class: "pin" }, icon("pin"))),
    el("div", { class: "about" }, el("strong", {}, title), address && el("span", {}, address)),
    offer ? el("button", { class: "copy", type: "button", onclick: copy }, icon("copy"), chat.words.say("copy_address")) : null,
  );
}

function bytes(size) {
  if (size < 1024) return `${size} B`;
  return size < 1024 * 1024 ? `${Math.round(size / 1024)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
}
