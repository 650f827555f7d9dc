// Drawers: <a data-drawer href="#id"> opens #id. Without this script the same link works through :target.
(function () {
  "use strict";

  function setUp(opener) {
    const panel = document.getElementById(opener.hash.slice(1));
    if (!panel) return;
    const closers = panel.querySelectorAll("[data-drawer-close]");

    function show(open) {
      panel.classList.toggle("is-open", open);
      opener.setAttribute("aria-expanded", String(open));
      if (!open) return;
      const first = panel.querySelector("a[href], button");
      if (first) first.focus();
    }

    function close() {
      show(false);
      opener.focus();
    }

    opener.setAttribute("role", "button");
    opener.setAttribute("aria-controls", panel.id);
    opener.setAttribute("aria-expanded", "false");
    opener.addEventListener("click", function (event) {
      event.preventDefault();
      show(!panel.classList.contains("is-open"));
    });
    opener.addEventListener("keydown", function (event) {
      if (event.key !== " ") return;
      event.preventDefault();
      opener.click();
    });
    closers.forEach(function (closer) {
      closer.addEventListener("click", function (event) {
        event.preventDefault();
        close();
      });
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && panel.classList.contains("is-open")) close();
    });
    document.addEventListener("click", function (event) {
      const inside = panel.contains(event.target) || opener.contains(event.target);
      if (!inside && panel.classList.contains("is-open")) show(false);
    });
  }

  document.querySelectorAll("a[data-drawer]").forEach(setUp);
})();
