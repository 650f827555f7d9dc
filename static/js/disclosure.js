// <details data-dismiss> closes on Escape and on a click elsewhere; <button data-opens="id"> opens a <dialog>.
(function () {
  "use strict";

  function openOnes() {
    return document.querySelectorAll("details[data-dismiss][open]");
  }

  document.addEventListener("click", function (event) {
    for (const details of openOnes()) {
      if (!details.contains(event.target)) details.open = false;
    }
    const opener = event.target.closest("[data-opens]");
    if (!opener) return;
    const dialog = document.getElementById(opener.dataset.opens);
    if (!dialog || !dialog.showModal) return;
    event.preventDefault();
    dialog.showModal();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    for (const details of openOnes()) {
      const held = details.contains(document.activeElement);
      details.open = false;
      if (held) details.querySelector("summary").focus();
    }
  });
})();
