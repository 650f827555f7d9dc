// Remembers where reading stopped: seldom while one reads, and once more when the page is left. The page never jumps by itself.
import { passages } from "./passages.js";

const SELDOM_MS = 60_000;
const SETTLED_MS = 5_000; // a glance is not reading
const BAR = 80;

export function keepPlace(reader) {
  if (!reader.dataset.place) return;
  const all = passages();
  const opened = performance.now();
  let scrolled = false;
  let sentAt = -Infinity;
  let sent = "";

  function here() {
    const at = all.findIndex((one) => one.getBoundingClientRect().bottom > BAR);
    const number = at < 0 ? all.length - 1 : at;
    return { address: all[number].id, percent: Math.round((number / Math.max(1, all.length - 1)) * 100) };
  }

  function said(leaving) {
    const place = here();
    const { enrollment, lesson, snapshot, csrf } = reader.dataset;
    return { place, body: new URLSearchParams({ csrfmiddlewaretoken: csrf, enrollment, lesson, snapshot, ...place, leaving: leaving ? "1" : "0" }) };
  }

  async function tell() {
    const now = performance.now();
    if (!scrolled || now - opened < SETTLED_MS || now - sentAt < SELDOM_MS) return;
    const { place, body } = said(false);
    if (place.address === sent) return;
    sentAt = now;
    try {
      const answer = await fetch(reader.dataset.place, { method: "POST", body, credentials: "same-origin" });
      if (answer.ok) sent = place.address;
    } catch {
      sentAt = -Infinity; // without a network the next move tries again
    }
  }

  function leave() {
    if (!scrolled || performance.now() - opened < SETTLED_MS) return;
    const { place, body } = said(true);
    if (place.address === sent) return;
    if (navigator.sendBeacon(reader.dataset.place, body)) sent = place.address;
  }

  if (!all.length) return;
  let waiting = 0;
  addEventListener("scroll", () => { scrolled = true; clearTimeout(waiting); waiting = setTimeout(tell, 2_000); }, { passive: true });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
  addEventListener("pagehide", leave);
}
