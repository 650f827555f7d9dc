// Forms: the error summary takes the focus, a form is sent once, and leaving with unsaved words asks first.
(function () {
  "use strict";

  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();

  for (const form of document.querySelectorAll("form[data-form]")) {
    let sent = false;
    form.addEventListener("submit", function (event) {
      if (sent) event.preventDefault();
      sent = true;
    });
    // A page brought back by the Back button must be usable again.
    window.addEventListener("pageshow", function () {
      sent = false;
    });
  }

  for (const form of document.querySelectorAll("form[data-guard]")) {
    let changed = false;
    form.addEventListener("input", function () {
      changed = true;
    });
    form.addEventListener("submit", function () {
      changed = false;
    });
    window.addEventListener("beforeunload", function (event) {
      if (changed) event.preventDefault();
    });
  }
})();
