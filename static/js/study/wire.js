// What is said to the server, and what its answers mean. A beat stays here, word for word, until it is acknowledged.

const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 60_000;
const ANSWER_MS = 20_000;
const SESSION_MS = 9.5 * 60_000; // the server ends a session after ten quiet minutes
const TOKEN_MS = 11 * 3_600_000; // the server takes a token for twelve hours

export class Wire {
  // heard(data) on each acknowledgement; troubled(kind) when nothing can be counted: offline, unreachable, busy, signed_out, gone.
  constructor(place, meter, { heard, troubled }) {
    Object.assign(this, { place: place.dataset, meter, heard, troubled });
    this.csrf = this.place.csrf;
    this.pending = null; // {fields, taken, mayHaveArrived, wasBeaconed}
    this.isSending = false;
    this.isBack = false;
    this.hasEnded = false; // this page can report nothing more
    this.#begin(this.place.token);
    this.#calm();
  }

  get isOwing() {
    return !this.hasEnded && (!this.isOpen || this.pending !== null);
  }

  // Nothing was acknowledged for so long that the session has ended; the machine may have slept, so both clocks are asked.
  get isStale() {
    return this.isOpen && Math.max(performance.now() - this.ackedAt, Date.now() - this.ackedDate) > SESSION_MS;
  }

  // The token is soon too old: a good moment for the next one is when nothing is owed.
  get isOld() {
    return performance.now() - this.tokenAt > TOKEN_MS && !this.pending && this.meter.active < 1_500;
  }

  // Makes a beat of what the meter holds, unless one waits already.
  load() {
    if (this.pending || this.meter.active < 1_000) return;
    const taken = this.meter.take();
    const fields = {
      kind: "beat", seq: String(this.seq), active_ms: String(taken.ms), visible: "1", // only time in view is ever measured
      inputs: String(taken.inputs), scrolled: taken.scrolled ? "1" : "0",
    };
    this.pending = { fields, taken, mayHaveArrived: false, wasBeaconed: false };
  }

  // Sends what is owed: the open, then the beat. Calls while it runs, or before the next try is due, do nothing.
  async send() {
    if (this.isSending || this.hasEnded || performance.now() < this.retryAt) return;
    this.isSending = true;
    try {
      if (!this.isOpen && !(await this.#say({ kind: "open", seq: "0" }))) return;
      if (!this.pending) return;
      const said = this.pending;
      if (await this.#say(said.fields, said)) this.#drop(said);
    } finally {
      this.isSending = false;
    }
  }

  // A new session at once, so that what is read from now on counts from now on.
  async renew() {
    if (this.isSending || this.hasEnded || performance.now() < this.retryAt) return;
    this.isSending = true;
    try {
      await this.#freshSession();
    } finally {
      this.isSending = false;
    }
    await this.send();
  }

  // The page is hidden or closes. What is on its way arrives by itself; a beat sent here is repeated when the page is shown
  // again, since nobody hears the answer.
  farewell() {
    if (this.isSending || this.hasEnded || !navigator.onLine) return;
    this.load();
    if (!this.pending || this.pending.wasBeaconed) return;
    const isQueued = navigator.sendBeacon(this.place.beats, this.#body(this.pending.fields));
    if (isQueued) this.pending.mayHaveArrived = this.pending.wasBeaconed = true;
  }

  // The connection is back: what fails from before that moment is tried again at once.
  tryNow() {
    this.retryAt = 0;
    this.isBack = this.isSending;
  }

  #begin(token) {
    this.token = token;
    this.tokenAt = performance.now();
    this.seq = 1;
    this.isOpen = false;
  }

  #drop(beat) {
    if (this.pending !== beat) return; // a new session was begun meanwhile
    this.pending = null;
    this.seq += 1;
  }

  #calm() {
    this.delay = 0;
    this.isBack = false;
    this.retryAt = 0;
    this.ackedAt = performance.now();
    this.ackedDate = Date.now();
  }

  #later(kind) {
    this.delay = Math.min(this.delay * 2 || FIRST_DELAY_MS, LONGEST_DELAY_MS);
    this.retryAt = this.isBack ? 0 : performance.now() + this.delay;
    this.isBack = false;
    this.troubled(kind);
  }

  #body(fields) {
    return new URLSearchParams({ csrfmiddlewaretoken: this.csrf, token: this.token, ...fields });
  }

  // True when the server took it, or will never take it.
  async #say(fields, beat = null, isSecondTry = false) {
    const { status, data } = await ask(this.place.beats, { method: "POST", body: this.#body(fields), keepalive: true });
    if (beat && (status === 0 || status >= 500)) beat.mayHaveArrived = true;
    if (status === 200) {
      this.isOpen = true;
      this.#calm();
      this.heard(data);
      return true;
    }
    if (status === 409 || (status === 403 && data.error === "bad_token")) {
      await this.#freshSession();
      return false;
    }
    if (status === 403 && data.error === "not_open") {
      this.#end("not_open"); // the cohort's plan closed the lesson while it was open here
      return false;
    }
    if (status === 403 && !isSecondTry) return (await this.#freshCsrf()) && this.#say(fields, beat, true);
    if (beat && (status === 400 || status === 422)) return true; // a beat that is never taken must not stop those after it
    this.#later(troubleOf(status));
    return false;
  }

  // The same session goes on: only the form's token had become too old (somebody signed in again in another tab).
  async #freshCsrf() {
    const fresh = await this.#fresh();
    if (fresh) this.csrf = fresh.csrf;
    return fresh !== null;
  }

  // Time that the ended session certainly never took is kept for the new one; a beat whose fate is unknown may have been
  // credited already and is let go, so nothing counts twice.
  async #freshSession() {
    const fresh = await this.#fresh();
    if (!fresh) return;
    if (this.pending && !this.pending.mayHaveArrived) this.meter.giveBack(this.pending.taken);
    this.pending = null;
    this.csrf = fresh.csrf;
    this.#begin(fresh.token);
    this.retryAt = 0;
  }

  async #fresh() {
    const { status, data } = await ask(`${this.place.refresh}?${new URLSearchParams({ snapshot: this.place.snapshot })}`, {});
    if (status === 200) return data;
    if (status === 404) this.#end("gone");
    else if (status === 403 && data.error === "not_open") this.#end("not_open");
    else this.#later(troubleOf(status));
    return null;
  }

  #end(kind) {
    this.hasEnded = true;
    this.troubled(kind);
  }
}

// status 0: no answer; 401: sent to the sign-in page. Anything but JSON has no data.
async function ask(url, options) {
  try {
    const response = await fetch(url, {
      headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(ANSWER_MS), ...options,
    });
    if (response.type === "opaqueredirect") return { status: 401, data: {} };
    const isJson = (response.headers.get("Content-Type") || "").includes("application/json");
    return { status: response.status, data: isJson ? await response.json() : {} };
  } catch {
    return { status: 0, data: {} };
  }
}

function troubleOf(status) {
  if (status === 0) return navigator.onLine ? "unreachable" : "offline";
  return status === 401 ? "signed_out" : "busy";
}
