// The picture mirrors the checkboxes: a click on a shape ticks its box, a tick colours its shape.
(function () {
  "use strict";

  function boxOf(figure, region) {
    return figure.closest("form").querySelector('input[name="pain_map"][value="' + region + '"]');
  }

  function show(form) {
    form.querySelectorAll("[data-region]").forEach(function (shape) {
      var box = boxOf(shape, shape.dataset.region);
      shape.classList.toggle("is-marked", box.checked);
      shape.classList.toggle("is-pointed-at", box === document.activeElement);
    });
  }

  function ready() {
    document.querySelectorAll(".drawing").forEach(function (drawing) {
      drawing.classList.add("is-live");
      show(drawing.closest("form"));
    });
  }

  document.addEventListener("click", function (event) {
    var shape = event.target.closest("[data-region]");
    if (!shape) { return; }
    var box = boxOf(shape, shape.dataset.region);
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });

  ["change", "focusin", "focusout"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var form = event.target.form;
      if (!form || !form.querySelector(".drawing")) { return; }
      if (kind === "change") { keepTrue(form, event.target); }
      window.setTimeout(function () { show(form); }, 0);
    });
  });

  // "No pain anywhere" and a marked region cannot both be true: the last tick wins.
  function keepTrue(form, changed) {
    if (!changed.checked) { return; }
    var alone = form.querySelectorAll('input[name^="pain_map_"]');
    var regions = form.querySelectorAll('input[name="pain_map"]');
    if (changed.name === "pain_map") {
      alone.forEach(function (box) { box.checked = false; });
    } else if (changed.name.indexOf("pain_map_") === 0) {
      regions.forEach(function (box) { box.checked = false; });
    }
  }

  document.addEventListener("DOMContentLoaded", ready);
  document.addEventListener("htmx:afterSettle", ready);
})();
