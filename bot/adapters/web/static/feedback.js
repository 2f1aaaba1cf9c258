// The feedback form for people without an account. The code stands behind the # of the address, where no server sees it;
// what finds the answers again after sending stays in this browser.

import { el } from "./dom.js";

const KEPT = "hamkke-feedback";
const root = document.querySelector("#form");
const gate = document.querySelector(".gate");
const trouble = gate.querySelector(".trouble");

async function ask(path, body) {
  try {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`/web/feedback/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: response.status, body: await response.json().catch(() => ({})) };
  } catch {
    return { status: 599, body: {} };
  }
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

function scores(question, answer, words) {
  const radio = (score) => {
    const input = el("input", { type: "radio", name: `score:${question.key}`, value: String(score) });
    input.checked = answer.score === score;
    return el("label", {}, input, el("span", {}, words[`score_${score}`]));
  };
  return el("div", { class: "scores" }, ...[5, 4, 3, 2, 1].map(radio));
}

function field(question, answer, words) {
  const when = question.when ? [el("small", {}, question.when)] : [];
  const legend = el("legend", {}, question.asked, ...when);
  const area = el("textarea", { name: `text:${question.key}`, maxLength: 2000, rows: question.scored ? 1 : 4 });
  area.value = answer.text ?? "";
  area.setAttribute("aria-label", question.scored ? `${question.asked} ${words.web_words}` : question.asked);
  if (!question.scored) area.classList.add("long");
  else area.placeholder = words.web_words;
  const whole = el("fieldset", {}, legend, ...(question.scored ? [scores(question, answer, words)] : []), area);
  if (question.scored) {
    const clear = el("button", { type: "button", class: "clear" }, words.web_clear);
    clear.addEventListener("click", () => whole.querySelectorAll("input").forEach((one) => { one.checked = false; }));
    whole.append(clear);
  }
  return whole;
}

function answered(form, questions) {
  const data = new FormData(form);
  const one = ({ key }) => {
    const score = Number(data.get(`score:${key}`) ?? 0) || null;
    return [key, { score, text: String(data.get(`text:${key}`) ?? "").trim() }];
  };
  return Object.fromEntries(questions.map(one).filter(([, { score, text }]) => score || text));
}

function show(sheet, secret) {
  const { words, questions } = sheet;
  document.title = words.web_title;
  const problem = el("p", { class: "trouble", role: "alert" });
  const send = el("button", { class: "go" }, words.web_send);
  const note = el("div", { class: "note" }, words.web_anonymous);
  const end = el("p", { class: "until" }, fill(words.until, { until: sheet.until }));
  const form = el("form", {}, note, end, ...questions.map((one) => field(one, sheet.answers[one.key] ?? {}, words)), send, problem);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answers = answered(form, questions);
    problem.textContent = Object.keys(answers).length ? "" : words.web_empty;
    if (problem.textContent || send.disabled) return;
    send.disabled = true;
    const { status, body } = await ask("send", { ...secret, answers });
    send.disabled = false;
    if (status !== 200) problem.textContent = status === 404 ? words.web_wrong : words.web_failed;
    else thank(sheet, body.token, Boolean(secret.token));
  });
  root.replaceChildren(el("h1", {}, sheet.title), form);
}

function thank(sheet, token, again) {
  const { words } = sheet;
  const kept = keep(token);
  sessionStorage.removeItem(KEPT);
  const change = el("button", { type: "button", class: "go" }, words.web_change);
  change.addEventListener("click", () => open({ token }));
  const forget = el("button", { type: "button", class: "plain" }, words.web_forget);
  forget.addEventListener("click", () => {
    localStorage.removeItem(KEPT);
    root.replaceChildren(el("h1", {}, sheet.title), el("p", { class: "note" }, words.web_forgotten));
  });
  const note = el("p", { class: "note", role: "status" }, again ? words.web_changed : words.web_thanks);
  const later = kept ? [el("p", { class: "until" }, fill(words.web_keep, { until: sheet.until })), change, forget] : [];
  root.replaceChildren(el("h1", {}, sheet.title), note, ...later);
  window.scrollTo(0, 0);
}

function keep(token) {
  try {
    localStorage.setItem(KEPT, token);
    return true;
  } catch {
    return false;
  }
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

async function open(secret) {
  const { status, body } = await ask("open", secret);
  if (status === 200) show(body, secret);
  else if (status === 404) {
    sessionStorage.removeItem(KEPT);
    knock(trouble.dataset.wrong);
  } else knock(trouble.dataset.failed);
}

function knock(words = "") {
  gate.hidden = false;
  trouble.textContent = words;
}

gate.addEventListener("submit", (event) => {
  event.preventDefault();
  const code = new FormData(gate).get("code").trim();
  if (code) open({ code });
});

const code = location.hash.slice(1) || sessionStorage.getItem(KEPT); // a reload must not lose it
history.replaceState(null, "", location.pathname); // nobody finds the code in this phone's history
if (code) sessionStorage.setItem(KEPT, code);
if (code) open({ code });
else if (kept()) open({ token: kept() });
else knock();
