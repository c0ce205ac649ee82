// The code of a link stands behind the # of its address, so that no server ever sees it there. It goes into the
// form, and out of the address bar and the history of the browser. Beside it: buttons that copy, and what a
// deletion takes along.
(function () {
  "use strict";

  function take_code() {
    var field = document.querySelector("[data-code]"), code = window.location.hash.slice(1);
    if (!field || !/^[0-9A-Za-z-]{20,60}$/.test(code)) { return; }
    field.value = code;
    window.history.replaceState(window.history.state, "", window.location.pathname);
  }

  function copy(button) {
    var words = document.getElementById(button.dataset.copy).textContent, told = button.parentNode.querySelector(".told");
    navigator.clipboard.writeText(words).then(function () { told.textContent = button.dataset.copied; });
  }

  // Browsers copy only where the connection is safe; elsewhere the link is marked by hand.
  function offer_copies() {
    document.querySelectorAll("[data-copy]").forEach(function (button) { if (!navigator.clipboard) { button.remove(); } });
  }

  // What is deleted for good goes from the copies for use without a network too.
  function forget() {
    var worker = navigator.serviceWorker && navigator.serviceWorker.controller;
    if (worker && document.querySelector("[data-forget]")) { worker.postMessage({ type: "forget" }); }
  }

  function begin() { take_code(); offer_copies(); forget(); }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (button) { copy(button); }
  });
  document.addEventListener("htmx:load", begin);
  window.addEventListener("hashchange", take_code);
  begin();
})();
