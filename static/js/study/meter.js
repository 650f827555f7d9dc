// How much of this page load was really study: monotonic milliseconds not yet given to a beat (hours design, section 1).
// No clock time, no network: the clock is handed in, so a changed system clock cannot be seen here.

export const IDLE_MS = 5 * 60_000;
const JUMP_MS = 5_000; // a longer gap between two looks means the machine slept: that time is thrown away

export class Meter {
  constructor(now) {
    this.now = now;
    this.active = 0;
    this.inputSeconds = 0; // looks with input since the last beat was made
    this.hasScrolled = false;
    this.touched = false;
    this.restart();
  }

  // The five minutes begin anew, and nothing before this moment counts.
  restart() {
    this.lastLook = this.lastInput = this.now();
  }

  input({ scrolled = false } = {}) {
    this.lastInput = this.now();
    if (scrolled) this.hasScrolled = true;
    else this.touched = true;
  }

  get isQuiet() {
    return this.now() - this.lastInput > IDLE_MS;
  }

  // Adds the time since the last look where it counts.
  look(counts) {
    const at = this.now();
    const passed = at - this.lastLook;
    this.lastLook = at;
    if (counts && passed <= JUMP_MS) this.active += passed;
    if (this.touched) this.inputSeconds += 1;
    this.touched = false;
  }

  // Everything measured since the last beat was made, in whole milliseconds; the fraction stays.
  take() {
    const taken = { ms: Math.floor(this.active), inputs: this.inputSeconds, scrolled: this.hasScrolled };
    this.active -= taken.ms;
    this.inputSeconds = 0;
    this.hasScrolled = false;
    return taken;
  }

  // A beat that the server certainly never took: its time is reported again.
  giveBack(taken) {
    this.active += taken.ms;
    this.inputSeconds += taken.inputs;
    this.hasScrolled ||= taken.scrolled;
  }
}
