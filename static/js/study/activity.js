// What shows that somebody is reading: any way of reading earns the same.
//
// Screen readers in browse mode keep the arrow keys to themselves, so the page sees no keydown. What it does see: the
// page scrolls as the reading cursor moves on, links and buttons it passes may take the focus (focusin), a moved text
// cursor or selection (selectionchange), and a click without a pointer where something is opened. All of these count.
// Where even those are missing for five minutes, the question takes the focus, is read out, and one key answers it.

const INPUT = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "touchmove", "click", "focusin", "input"];

// Calls heard({scrolled}) for each sign of a person. Events that scripts make up do not count.
export function watchInput(heard) {
  const options = { passive: true, capture: true };
  for (const kind of INPUT) addEventListener(kind, (event) => isReal(event) && heard({}), options);
  document.addEventListener("selectionchange", (event) => event.isTrusted && heard({}), options);
  addEventListener("scroll", (event) => event.isTrusted && heard({ scrolled: true }), options);
}

// Browsers also report a pointer that rests while the page moves below it.
function isReal(event) {
  return event.isTrusted && !(event.type === "pointermove" && event.movementX === 0 && event.movementY === 0);
}

// Recordings really playing forward. Muted ones count (captions are reading); paused, stalled, seeking and endless ones
// do not. On a hidden page nothing counts, whatever plays there.
export class Media {
  constructor(now) {
    this.now = now;
    this.last = new WeakMap();
    this.advancedAt = -Infinity;
  }

  // Looked at each second; a seek is a jump and no playing.
  look() {
    for (const item of document.querySelectorAll("video, audio")) {
      const before = this.last.get(item);
      this.last.set(item, { at: this.now(), position: item.currentTime });
      if (!before || item.paused || item.ended || item.seeking || item.loop) continue;
      const step = item.currentTime - before.position;
      const most = ((this.now() - before.at) / 1000) * item.playbackRate + 1;
      if (step > 0 && step <= most) this.advancedAt = this.now();
    }
  }

  get plays() {
    return this.now() - this.advancedAt <= 3_000;
  }
}
