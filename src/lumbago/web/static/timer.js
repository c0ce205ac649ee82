// A timer beside an exercise: counts each hold, each repetition and each rest, by the clock. The seconds are
// for the eye only; a screen reader hears where a hold or a rest begins.
(function () {
  "use strict";

  var PACE = 3, BREATH = 3, BETWEEN_SETS = 30, READY = 3;

  // [seconds, words] of each hold and each rest, in order.
  function parts_of(timer) {
    var hold = Number(timer.dataset.hold) || 0, reps = Number(timer.dataset.reps) || 1;
    var sets = Number(timer.dataset.sets) || 1, parts = [[READY, "Ready"]], set, rep, words;
    for (set = 1; set <= sets; set += 1) {
      for (rep = 1; rep <= reps; rep += 1) {
        words = (reps > 1 ? rep + " of " + reps : "Go") + (sets > 1 ? ", set " + set + " of " + sets : "");
        parts.push([hold > 1 ? hold : PACE, words]);
        if (rep < reps && hold > 1) { parts.push([BREATH, "Let go, and breathe"]); }
      }
      if (set < sets) { parts.push([BETWEEN_SETS, "Rest"]); }
    }
    return parts;
  }

  function clock(seconds) {
    var rest = String(seconds % 60);
    return seconds < 90 ? seconds + " s" : Math.floor(seconds / 60) + ":" + (rest.length < 2 ? "0" : "") + rest;
  }

  function say(timer, seen, heard) {
    var words = timer.querySelector(".timer-words"), said = timer.querySelector(".timer-said");
    words.textContent = seen;
    if (said.textContent !== heard) { said.textContent = heard; }
  }

  function tick(timer, parts, began) {
    var passed = (Date.now() - began) / 1000, place = 0;
    if (!timer.isConnected) { stop(timer); return; }
    while (place < parts.length && passed >= parts[place][0]) { passed -= parts[place][0]; place += 1; }
    if (place === parts.length) { stop(timer); say(timer, "Done. Well done.", "Done. Well done."); return; }
    say(timer, clock(Math.ceil(parts[place][0] - passed)) + " · " + parts[place][1], parts[place][1]);
  }

  function run(timer) {
    var parts = parts_of(timer), began = Date.now();
    document.querySelectorAll(".timer").forEach(stop);
    timer.querySelector("[data-start]").textContent = "Stop the timer";
    timer.ticking = window.setInterval(function () { tick(timer, parts, began); }, 250);
    tick(timer, parts, began);
  }

  function stop(timer) {
    window.clearInterval(timer.ticking);
    timer.ticking = null;
    timer.querySelector("[data-start]").textContent = "Start the timer";
    say(timer, "", "");
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-start]");
    if (!button) { return; }
    var timer = button.closest(".timer");
    if (timer.ticking) { stop(timer); } else { run(timer); }
  });
})();
