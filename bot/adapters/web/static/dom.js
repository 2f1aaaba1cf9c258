// Elements without markup: what people wrote only ever becomes text.

const PATHS = {
  send: "M4 12 20 4l-5 16-3.500-6.500z",
  plus: "M12 5v14M5 12h14",
  keys: "M4 6.500h6v5H4zM14 6.500h6v5h-6zM4 14.500h6v5H4zM14 14.500h6v5h-6z",
  down: "M6 9.500l6 6 6-6",
  pause: "M8.500 5.500v13M15.500 5.500v13",
  play: "M8 5.500v13l10.500-6.500z",
  next: "M6 6l8 6-8 6zM18 6v12",
  clock: "M12 7v5l3.500 2M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17z",
  file: "M7 3.500h7l4.500 4.500v12.500H7zM13.500 3.500V8.500h5",
  out: "M9 6.500h8.500V15M17 7 7 17",
  phone: "M6 4.500h3.500l1.500 4-2 1.500a11 11 0 0 0 5 5l1.500-2 4 1.500V18a2 2 0 0 1-2 2A14.500 14.500 0 0 1 4 6.500a2 2 0 0 1 2-2z",
  copy: "M9 9h10.500v10.500H9zM15 9V4.500H4.500V15H9",
  alert: "M12 8v5M12 16.200v.1M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17z",
  pin: "M12 21s-7-6.200-7-11.500a7 7 0 0 1 14 0C19 14.800 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
};

/** An element with properties ("class", "on…" listeners, attributes) and children (nodes or texts; empty ones are left out). */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** A drawn sign, hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** Our own picture. */
export const mark = (size) => el("img", { class: "mark", src: "/static/mark.svg", alt: "", width: size, height: size });
