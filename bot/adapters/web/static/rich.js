// A message's text as nodes: bold marks, web addresses, phone numbers, and commands that can be tapped.

import { el } from "./dom.js";

const BOLD = "\ue000";
const UNBOLD = "\ue001";
const WEB = String.raw`https?:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+`;
const PHONE = String.raw`(?<![\d-])(?:\+82[- ]?\d{1,2}|0\d{1,2})[- ]\d{3,4}[- ]\d{4}(?![\d-])|(?<![\d-])1[5-8]\d{2}-\d{4}(?![\d-])`;
const COMMAND = String.raw`(?<![^\s(])\/[a-z]{2,20}(?![\w/])`;
const TOKEN = new RegExp(`(${WEB})|(${PHONE})|(${COMMAND})|([${BOLD}${UNBOLD}])`, "g");

/** Nodes for a text; `command(text)` is called when a command is tapped, without it commands stay text. */
export function rich(text, command) {
  const root = document.createDocumentFragment();
  let into = root;
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index < from) continue;
    const whole = match[1] ? trimmed(match[0]) : match[0];
    into.append(text.slice(from, match.index));
    if (whole === BOLD) into = root.appendChild(el("strong"));
    else if (whole === UNBOLD) into = root;
    else into.append(node(match, whole, command));
    from = match.index + whole.length;
  }
  into.append(text.slice(from));
  return root;
}

function node(match, whole, command) {
  if (match[1]) return el("a", { href: whole, target: "_blank", rel: "noopener noreferrer" }, whole);
  if (match[2]) return el("a", { href: `tel:${whole.replace(/[ -]/g, "")}` }, whole);
  return command ? el("button", { class: "command", type: "button", onclick: () => command(whole) }, whole) : whole;
}

/** An address without the full stop or bracket that belongs to the sentence around it. */
function trimmed(address) {
  let end = address.replace(/[.,;:!?'*]+$/, "");
  while (/[)\]]$/.test(end) && !balanced(end)) end = end.slice(0, -1).replace(/[.,;:!?'*]+$/, "");
  return end;
}

const count = (text, sign) => text.split(sign).length - 1;
const balanced = (text) => count(text, "(") >= count(text, ")") && count(text, "[") >= count(text, "]");
