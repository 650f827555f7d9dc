// Time left by the server's count, so a wrong clock on this device changes nothing.

export function countDown() {
  const place = document.getElementById("time-left");
  if (!place) return;
  const end = performance.now() + Number(place.dataset.seconds) * 1000;
  const words = place.querySelector("span");
  setInterval(() => {
    const minutes = Math.ceil((end - performance.now()) / 60_000);
    words.textContent = minutes > 0 ? `${minutes} ${place.dataset.left}` : place.dataset.over;
  }, 5_000);
}
