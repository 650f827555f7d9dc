// The board: a student's name opens a window beside the list; without this script it opens their page.

const beside = document.getElementById("beside");
const body = beside?.querySelector("[data-beside-body]");

document.querySelectorAll("a[data-beside]").forEach((link) => {
  link.addEventListener("click", (event) => {
    if (!beside || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link);
  });
});

async function show(link) {
  try {
    const answer = await fetch(link.dataset.beside, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    body.innerHTML = await answer.text();
    beside.setAttribute("aria-label", link.textContent);
    beside.showModal();
    body.querySelector("h2")?.focus();
    beside.scrollTop = 0;
  } catch {
    location.assign(link.href);
  }
}

// “All whom this view shows” and single choices exclude each other.
const whole = document.querySelector("#chosen [name=whole]");
whole?.addEventListener("change", () => {
  document.querySelectorAll("#chosen [name=place]").forEach((one) => { one.disabled = whole.checked; });
});
