// One tab speaks for a person: tabs agree through Web Locks, through BroadcastChannel where those are missing.
// A tab asks while it is in view and leaves when it is hidden; who has to wait takes over when the other one leaves.

const NAME = "pathway-study";
const ANSWER_MS = 400; // how long a claim waits for somebody to object
const ASK_AGAIN_MS = 15_000; // a tab that crashed says no goodbye

// Calls begin() when this tab may speak and wait() when another one does.
export function voice({ begin, wait }) {
  if (navigator.locks) return new LockVoice(begin, wait);
  return "BroadcastChannel" in window ? new ChannelVoice(begin, wait) : { ask: begin, leave() {} };
}

class LockVoice {
  constructor(begin, wait) {
    this.begin = begin;
    this.wait = wait;
    this.turn = null; // one asking, from ask() to leave()
  }

  ask() {
    if (this.turn) return;
    const turn = (this.turn = new AbortController());
    navigator.locks
      .request(NAME, { ifAvailable: true }, (lock) => (lock ? this.#hold(turn) : void this.#queue(turn)))
      .catch(() => {});
  }

  leave() {
    this.turn?.abort();
    this.turn = null;
  }

  #queue(turn) {
    if (turn.signal.aborted) return;
    this.wait();
    navigator.locks.request(NAME, { signal: turn.signal }, () => this.#hold(turn)).catch(() => {});
  }

  #hold(turn) {
    if (turn.signal.aborted) return undefined;
    this.begin();
    return new Promise((done) => turn.signal.addEventListener("abort", () => done(), { once: true }));
  }
}

class ChannelVoice {
  constructor(begin, wait) {
    this.begin = begin;
    this.wait = wait;
    this.id = crypto.randomUUID();
    this.state = "silent"; // silent, claiming, waiting, speaking
    this.channel = new BroadcastChannel(NAME);
    this.channel.onmessage = ({ data }) => this.#hear(data);
  }

  ask() {
    if (this.state !== "silent") return;
    this.#claim();
  }

  leave() {
    clearTimeout(this.timer);
    if (this.state === "speaking") this.channel.postMessage({ kind: "left" });
    this.state = "silent";
  }

  #claim() {
    this.state = "claiming";
    this.channel.postMessage({ kind: "claim", id: this.id });
    this.timer = setTimeout(() => {
      this.state = "speaking";
      this.begin();
    }, ANSWER_MS);
  }

  // Of two that claim at once, the lower id has it.
  #hear({ kind, id }) {
    const isMine = this.state === "speaking" || (this.state === "claiming" && this.id < id);
    if (kind === "claim" && isMine) this.channel.postMessage({ kind: "taken" });
    else if (kind === "taken" && this.state === "claiming") this.#yield();
    else if (kind === "claim" && this.state === "claiming") this.#yield();
    else if (kind === "left" && this.state === "waiting") this.#again(0);
  }

  #yield() {
    this.state = "waiting";
    this.wait();
    this.#again(ASK_AGAIN_MS);
  }

  #again(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#claim(), delay);
  }
}
