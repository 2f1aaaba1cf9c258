// The line from the server: reconnects by itself and asks for what came after the last thing heard.

const SILENCE = 40_000;
const NOBODY = 4401;

export class Line {
  /** `heard(frame)` for each frame, `changed(open)` when the line comes or goes, `revive()` gets a session. */
  constructor(seat, { heard, changed, revive }) {
    Object.assign(this, { seat, heard, changed, revive, seen: null, pause: 500, last: 0, open: null, socket: null, timer: null });
    addEventListener("online", () => this.#now());
    document.addEventListener("visibilitychange", () => document.hidden || this.#check());
    setInterval(() => this.#check(), 5_000);
    this.#open();
  }

  #open() {
    clearTimeout(this.timer);
    const asks = new URLSearchParams();
    if (this.seat) asks.set("seat", this.seat);
    if (this.seen !== null) asks.set("after", this.seen);
    const socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/web/stream?${asks}`);
    this.socket = socket;
    this.last = Date.now();
    socket.onmessage = (event) => socket === this.socket && this.#hear(JSON.parse(event.data));
    socket.onclose = (event) => socket === this.socket && this.#closed(event.code);
  }

  #hear(frame) {
    this.last = Date.now();
    this.#tell(true);
    this.pause = 0;
    this.heard(frame);
    if (frame.revision !== undefined) this.seen = frame.revision;
  }

  #tell(open) {
    if (open !== this.open) this.changed(open);
    this.open = open;
  }

  async #closed(code) {
    this.socket = null;
    this.#tell(false);
    if (code === NOBODY) {
      this.seen = null;
      await this.revive();
    }
    this.pause = Math.min(Math.max(this.pause * 1.7, 400), 8_000);
    this.timer = setTimeout(() => this.#open(), this.pause * (0.75 + Math.random() / 2));
  }

  /** A line that is silent for longer than the server's beat is dead, whatever the browser believes. */
  #check() {
    if (!this.socket) return;
    if (Date.now() - this.last > SILENCE) this.#drop();
  }

  /** Begin anew, as whoever the browser is now. */
  renew() {
    this.seen = null;
    if (this.socket) this.#drop();
  }

  #drop() {
    const socket = this.socket;
    this.socket = null;
    socket.close();
    this.#closed(0);
  }

  #now() {
    if (!this.socket) this.#open();
  }
}
