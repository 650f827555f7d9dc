// Light, dark, or as the device says. Loaded in <head> without defer, so the first paint already has the right colors.
(function () {
  "use strict";
  const secure = location.protocol === "https:";
  const KEY = secure ? "__Host-pathway_theme" : "pathway_theme";
  const root = document.documentElement;
  const year = 31536000;

  function chosen() {
    const found = document.cookie.split("; ").find((cookie) => cookie.startsWith(`${KEY}=`));
    const theme = found ? found.slice(KEY.length + 1) : "system";
    return ["light", "dark"].includes(theme) ? theme : "system";
  }

  function keep(theme) {
    const age = theme === "system" ? 0 : year;
    document.cookie = `${KEY}=${theme}; Path=/; Max-Age=${age}; SameSite=Lax${secure ? "; Secure" : ""}`;
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
