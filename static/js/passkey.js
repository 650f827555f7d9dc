// Says in words, beside the button, when a passkey could not be used (allauth only reports it to the console).
(function () {
  "use strict";
  document.addEventListener("allauth.error", function () {
    const trouble = document.querySelector("[data-passkey-trouble]");
    if (trouble) {
      trouble.hidden = false;
    }
  });
})();
