// How large the text is: three steps, remembered.

import { el } from "./dom.js";

const STEPS = ["normal", "large", "huge"];
const read = () => Math.max(0, STEPS.indexOf(localStorage.getItem("hamkke-size")));
const show = (step) => (document.documentElement.dataset.size = STEPS[step]);

show(read());

/** The button that goes to the next step; `told(text)` says which one it is. */
export function sizeButton(words, told) {
  const next = () => {
    const step = (read() + 1) % STEPS.length;
    localStorage.setItem("hamkke-size", STEPS[step]);
    show(step);
    told(words().say("size_now", { size: words().say(`size_${STEPS[step]}`) }));
  };
  const sign = el("span", { class: "letters", "aria-hidden": "true" }, el("small", {}, "가"), "가");
  return words().bind(el("button", { class: "round size", type: "button", onclick: next }, sign), "aria-label", "size");
}
