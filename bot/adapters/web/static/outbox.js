// What the person did and the server has not yet confirmed. Each thing has its own id, so that sending twice is harmless;
// texts outlive a reload of the page.

const LATEST = 15_000;

export class Outbox {
  /** `refused(item, error)`: the server does not want it; `done(item)`: it is kept; `late(item)`: it takes a while. */
  constructor(seat, revive, { refused, done, late }) {
    Object.assign(this, { seat, revive, refused, done, late, items: [], running: false, wake: () => {} });
    this.query = seat ? `?seat=${encodeURIComponent(seat)}` : "";
  }

  /** What an earlier page did not get rid of. */
  left() {
    const prefix = this.#place("");
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return keys.map((key) => JSON.parse(localStorage.getItem(key))).sort((a, b) => a.since - b.since);
  }

  add(item) {
    if (item.kind === "say") localStorage.setItem(this.#place(item.id), JSON.stringify(item));
    this.items.push(item);
    this.#run();
  }

  /** The connection is back: try at once. */
  hurry() {
    this.wake();
  }

  #place(id) {
    return `hamkke:${this.seat}:${id}`;
  }

  async #run() {
    if (this.running) return;
    this.running = true;
    while (this.items.length) {
      await this.#deliver(this.items[0]);
      localStorage.removeItem(this.#place(this.items.shift().id));
    }
    this.running = false;
  }

  async #deliver(item) {
    for (let pause = 500; ; pause = Math.min(pause * 2, LATEST)) {
      const { status, error, wait } = await this.#post(item);
      if (status < 300) return this.done(item);
      if (status === 401) await this.revive();
      else if (status < 500 && status !== 429) return this.refused(item, error);
      this.late(item, status === 429 ? "fast" : "server");
      await this.#rest(wait ? wait * 1000 : pause);
    }
  }

  async #post(item) {
    try {
      const response = await fetch(...request(item, this.query));
      const body = response.ok ? {} : await response.json().catch(() => ({}));
      return { status: response.status, error: body.error ?? "server", wait: Number(response.headers.get("retry-after")) };
    } catch {
      return { status: 599, error: "server", wait: 0 };
    }
  }

  #rest(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function request(item, query) {
  if (item.kind === "file") {
    const about = new URLSearchParams(query);
    about.set("id", item.id);
    about.set("name", item.file.name);
    const headers = { "content-type": item.file.type || "application/octet-stream" };
    return [`/web/file?${about}`, { method: "POST", body: item.file, headers }];
  }
  const { id, text, message, action } = item;
  const body = JSON.stringify(item.kind === "say" ? { id, text } : { id, message, action, ...secret(action) });
  return [`/web/${item.kind}${query}`, { method: "POST", body, headers: { "content-type": "application/json" } }];
}

/** What only this browser knows, for the buttons that ask for it: by it alone a form that was sent can be found again. */
function secret(action) {
  if (!action.endsWith("~")) return {};
  try {
    const known = localStorage.getItem("hamkke-own") ?? freshId();
    localStorage.setItem("hamkke-own", known);
    return { secret: known };
  } catch {
    return {};
  }
}

/** An id for something new. */
export const freshId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
