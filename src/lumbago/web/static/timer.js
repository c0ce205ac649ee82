// A timer beside an exercise: counts each hold, each repetition and each rest, by the clock. The seconds are
// for the eye only; a screen reader hears where a hold or a rest begins. The page brings the words along.
(function () {
  "use strict";

  var PACE = 3, BREATH = 3, BETWEEN_SETS = 30, READY = 3;

  function filled(words, places) {
    return words.replace(/\{(\w+)\}/g, function (whole, name) { return name in places ? places[name] : whole; });
  }

  // [seconds, words] of each hold and each rest, in order.
  function parts_of(timer) {
    var hold = Number(timer.dataset.hold) || 0, reps = Number(timer.dataset.reps) || 1, words = timer.words;
    var sets = Number(timer.dataset.sets) || 1, parts = [[READY, words.ready]], set, rep, now;
    now = sets > 1 ? (reps > 1 ? words.repOfSet : words.goOfSet) : (reps > 1 ? words.rep : words.go);
    for (set = 1; set <= sets; set += 1) {
      for (rep = 1; rep <= reps; rep += 1) {
        parts.push([hold > 1 ? hold : PACE, filled(now, { rep: rep, reps: reps, set: set, sets: sets })]);
        if (rep < reps && hold > 1) { parts.push([BREATH, words.breathe]); }
      }
      if (set < sets) { parts.push([BETWEEN_SETS, words.rest]); }
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
    if (place === parts.length) { stop(timer); say(timer, timer.words.done, timer.words.done); return; }
    say(timer, clock(Math.ceil(parts[place][0] - passed)) + " · " + parts[place][1], parts[place][1]);
  }

  function run(timer) {
    var parts, began = Date.now();
    timer.words = document.querySelector("[data-timer-words]").dataset;
    parts = parts_of(timer);
    document.querySelectorAll(".timer").forEach(stop);
    timer.querySelector("[data-start]").textContent = timer.words.stop;
    timer.ticking = window.setInterval(function () { tick(timer, parts, began); }, 250);
    tick(timer, parts, began);
  }

  function stop(timer) {
    window.clearInterval(timer.ticking);
    timer.ticking = null;
    if (timer.words) { timer.querySelector("[data-start]").textContent = timer.words.begin; }
    say(timer, "", "");
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-start]");
    if (!button) { return; }
    var timer = button.closest(".timer");
    if (timer.ticking) { stop(timer); } else { run(timer); }
  });
})();
