// Light, dark, or as the device says. Loaded in <head> without defer, so the first paint already has the right colors.
(function () {
  "use strict";
  const KEY = "pathway_theme";
  const root = document.documentElement;
  const year = 31536000;

  function chosen() {
    const found = document.cookie.match(/(?:^|; )pathway_theme=(light|dark)(?:;|$)/);
    return found ? found[1] : "system";
  }

  function keep(theme) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    const age = theme === "system" ? 0 : year;
    document.cookie = `${KEY}=${theme}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
  }

  root.classList.add("js");
  root.dataset.theme = chosen();

  document.addEventListener("DOMContentLoaded", function () {
    for (const group of document.querySelectorAll("[data-theme-switch]")) {
      group.hidden = false;
      for (const radio of group.querySelectorAll("input[type=radio]")) {
        radio.checked = radio.value === chosen();
        radio.addEventListener("change", function () {
          keep(radio.value);
          root.dataset.theme = radio.value;
        });
      }
    }
  });
})();
