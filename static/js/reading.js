// The thin line that says how much of the text has been read: <progress data-reading="id-of-the-text">.
(function () {
  "use strict";
  const line = document.querySelector("progress[data-reading]");
  const text = line && document.getElementById(line.dataset.reading);
  if (!text) return;
  let waiting = false;

  function measure() {
    waiting = false;
    const box = text.getBoundingClientRect();
    const distance = box.height - window.innerHeight;
    const share = distance <= 0 ? 1 : -box.top / distance;
    line.value = Math.round(Math.min(1, Math.max(0, share)) * 100);
  }

  function ask() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(measure);
  }

  line.max = 100;
  window.addEventListener("scroll", ask, { passive: true });
  window.addEventListener("resize", ask);
  ask();
})();
