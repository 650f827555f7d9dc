// On paper a page says where it came from and when; explanations marked print-open are opened. Browsers without scripts print both in their own margins.
(function () {
  "use strict";
  const months = ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

  function said(date) {
    return `${months[date.getMonth()]} ${date.getDate()}, ${date.getFullYear()}`;
  }

  window.addEventListener("beforeprint", function () {
    for (const place of document.querySelectorAll("[data-print-source]")) {
      place.textContent = `${location.origin}${location.pathname}, printed ${said(new Date())}.`;
    }
    for (const details of document.querySelectorAll("details.print-open")) details.open = true;
  });
})();
