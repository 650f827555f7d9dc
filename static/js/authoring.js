// Wagtail's editor saves by itself, half a second after each change. A button pressed meanwhile would send the form a second time beside
// that save: a new lesson would be made twice, and the author told that its own address is taken. So the button waits for the save.
(function () {
  "use strict";

  const LONGEST = 15000; // milliseconds; a save that takes longer keeps nobody from sending
  let saving = false;
  let leaving = false;
  let held = null;

  function send() {
    if (!held) return;
    const { form, submitter } = held;
    held = null;
    leaving = true;
    if (submitter && submitter.name) {
      const pressed = Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value });
      form.append(pressed); // the button itself may be disabled by now
    }
    form.requestSubmit();
  }

  document.addEventListener("w-autosave:save", function (event) {
    if (leaving || held) event.preventDefault();
    else saving = true;
  });
  for (const ended of ["w-autosave:success", "w-autosave:error"]) {
    document.addEventListener(ended, function () {
      saving = false;
      send();
    });
  }

  document.addEventListener(
    "submit",
    function (event) {
      if (event.target.id !== "page-edit-form") return;
      if (held || (saving && !leaving)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        if (!held) {
          held = { form: event.target, submitter: event.submitter };
          window.setTimeout(send, LONGEST);
        }
        return;
      }
      leaving = true;
    },
    true,
  );
  window.addEventListener("pageshow", function () {
    leaving = false;
  });
})();
