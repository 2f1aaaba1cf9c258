// Asks what stands on the page, then shows one chat or the desk of a rehearsal.

import { Chat } from "./chat.js";
import { desk } from "./desk.js";
import { el, mark } from "./dom.js";
import { sizeButton } from "./size.js";

const app = document.querySelector("#app");

async function setUp() {
  const response = await fetch("/web/setup", { method: "POST" });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/** Keep asking: the page may have been opened before the server, or in a tunnel. */
async function patiently(ask) {
  for (let pause = 500; ; pause = Math.min(pause * 2, 10_000)) {
    try {
      return await ask();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

const revive = () => setUp().catch(() => {});

function head(chat) {
  const name = chat.words.bind(el("strong"), "text", "name");
  const title = el("span", { class: "event" }, chat.titles[chat.words.language] ?? "");
  chat.spoke = (words) => {
    title.textContent = chat.titles[words.language] ?? "";
    document.documentElement.lang = words.language;
    retitle(chat);
  };
  const who = el("div", { class: "who" }, mark(44), el("span", { class: "names" }, name, title));
  return el("header", { class: "head" }, who, sizeButton(() => chat.words, (text) => chat.toast(text)));
}

let missed = 0;

function retitle(chat) {
  document.title = `${missed ? `(${missed}) ` : ""}${chat.words.say("page_title")}`;
}

function single(setup) {
  const unread = (one) => {
    if (document.hidden) missed += 1;
    retitle(one);
  };
  const chat = new Chat({ seat: "", setup, revive, head, clock: () => {}, now: () => new Date(), unread });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) missed = 0;
    retitle(chat);
  });
  chat.node.classList.add("shown");
  const code = new URLSearchParams(location.search).get("start");
  if (code !== null) {
    history.replaceState(null, "", "/");
    chat.say(`/start ${code}`.trim());
  }
  return el("main", { class: "single" }, chat.node);
}

const setup = await patiently(setUp);
document.documentElement.lang = setup.language;
app.replaceChildren(setup.seats.length ? desk(setup, revive) : single(setup));
