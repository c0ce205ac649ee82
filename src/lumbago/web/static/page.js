// After a part of the page is exchanged, move the reader to what is new: errors first, else the heading.
(function () {
  "use strict";

  document.addEventListener("htmx:afterSettle", function (event) {
    if (!event.detail.target || event.detail.target.id !== "main") { return; }
    var target = document.querySelector(".errors:not([hidden])") || document.querySelector("main h1");
    if (target) { target.focus(); }
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-print]");
    if (button) { window.print(); }
  });

  // A passkey that is not there, or whose question was closed: told on the page, not to the console.
  document.addEventListener("allauth.error", function (event) {
    var told = document.querySelector("[data-key-fault]");
    if (!told) { return; }
    event.preventDefault();
    told.hidden = false;
    told.focus();
  });

  document.documentElement.classList.add("has-script");
})();
