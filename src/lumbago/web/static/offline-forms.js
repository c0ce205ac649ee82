// The check-in, how an exercise felt, and signing out, when there may be no network. Nothing is judged here: what
// would need a judgement shows whom to call instead, and is sent as soon as that can be.
(function () {
  "use strict";

  if (!window.offline) { return; }
  const { outbox, part, word, look, send, place, this_day, address, list_of } = window.offline;
  const UNREACHED = [403, 502, 503, 504];
  const PATIENCE = 8000;

  function marks(form) {
    const on = this_day();
    return { kept: form.dataset.kept, on: on, based_on: form.dataset.on === on ? form.dataset.basedOn : "" };
  }

  function fault(name) {
    const main = document.getElementById("main"), errors = part("errors", { fault: word(name) });
    main.querySelectorAll(".errors").forEach((one) => one.remove());
    place(main, errors, "stays");
    errors.focus();
  }

  function answers_to(keys, ticked) { return Object.fromEntries(keys.map((key) => [key, ticked.includes(key)])); }

  // -- the check-in

  function said_in(form) {
    const fields = new FormData(form), said = { nprs: Number(fields.get("nprs")) };
    if (fields.get("activity")) { said.activity = Number(fields.get("activity")); }
    if (fields.getAll("done").length) { said.done = fields.getAll("done"); }
    if (fields.getAll("rmdq").length || fields.get("rmdq_none")) { said.rmdq = fields.getAll("rmdq").map(Number); }
    return said;
  }

  function fault_in(form) {
    const fields = new FormData(form);
    if (!fields.get("nprs")) { return "no-nprs"; }
    return fields.getAll("rmdq").length && fields.get("rmdq_none") ? "both-rmdq" : "";
  }

  // Whether each sign must be looked at by itself, as the form on the instance decides it.
  function must_look(form, said, pressed) {
    const before = form.dataset.before, rise = said.nprs - Number(before);
    return pressed === "some" || Boolean(form.dataset.there) || (before !== "" && rise >= Number(form.dataset.worse));
  }

  async function keep_check_in(form) {
    const pressed = form.pressed ? form.pressed.value : "none", wrong = fault_in(form);
    if (form.kept) { return; }
    if (wrong) { fault(wrong); return; }
    form.kept = true;
    const said = said_in(form), ticked = new FormData(form).getAll("signs");
    const looks = pressed !== "looked" && must_look(form, said, pressed);
    if (!looks) { said.findings = answers_to(list_of(form.dataset.signs), ticked); }
    const piece = { ...marks(form), said: said, label: word("pain", { number: said.nprs }), alarming: looks || ticked.length > 0 };
    try { await outbox.add(piece); } catch (full) { form.kept = false; form.submit(); return; }
    await after_keeping(form, looks);
  }

  async function after_keeping(form, looks) {
    const main = document.getElementById("main"), panel = part("kept");
    const signs = looks ? signs_of(form) : null;
    panel.dataset.keptPanel = "yes";
    [...main.children].forEach((one) => { if (!one.matches(".tabs")) { one.remove(); } });
    main.append(panel);
    if (signs) { panel.after(signs); }
    persist();
    await look();
    main.querySelector("h1, [data-offline-part] h2").focus();
    window.scrollTo(0, 0);
    if (!signs) { await send(); }
  }

  function signs_of(form) {
    const source = form.querySelector("[data-signs-form]");
    if (!source) { return null; }
    const section = part("looking"), boxes = source.content.firstElementChild.cloneNode(true);
    Object.assign(boxes.dataset, form.dataset, { offline: "signs" });
    list_of(form.dataset.there).forEach(function (key) { boxes.querySelector('[value="' + CSS.escape(key) + '"]').checked = true; });
    section.querySelector("[data-place]").append(boxes);
    return section;
  }

  async function keep_signs(form) {
    if (form.kept) { return; }
    form.kept = true;
    const ticked = new FormData(form).getAll("signs");
    const findings = answers_to(list_of(form.dataset.signs), ticked);
    await outbox.add({ ...marks(form), said: { findings: findings }, label: word("signs"), alarming: ticked.length > 0 });
    form.closest(".offline-looking").remove();
    await look();
    window.scrollTo(0, 0);
    document.getElementById("main").querySelector("h2, h1").scrollIntoView();
    await send();
  }

  // -- how an exercise felt

  async function keep_feeling(form) {
    const fields = new FormData(form), felt = { exercise: fields.get("exercise") };
    if (form.kept) { return; }
    if (fields.get("could_do")) { felt.could_do = fields.get("could_do") === "yes"; }
    if (fields.get("hurt")) { felt.hurt = Number(fields.get("hurt")); }
    if (fields.get("effort")) { felt.effort = fields.get("effort"); }
    if (Object.keys(felt).length === 1) { fault("no-feeling"); return; }
    form.kept = true;
    const said = { felt: [felt], done: felt.could_do === false ? [] : [felt.exercise] };
    const name = form.closest("article").querySelector("h2").textContent;
    try { await outbox.add({ ...marks(form), said: said, label: name, alarming: false }); } catch (full) { form.submit(); return; }
    persist();
    form.reset();
    form.kept = false;
    history.scrollRestoration = "manual";
    history.replaceState(history.state, "", "#" + felt.exercise);
    await send();
    await look();
  }

  // -- signing out

  // Whatever fails here must not keep anybody signed in.
  async function sign_out(form, button) {
    await send().catch(() => null);
    const left = (await outbox.all().catch(() => [])).filter((one) => one.state !== "told").length;
    if (left && !form.sure) {
      const main = document.getElementById("main"), question = part("sign-out", { count: left });
      main.querySelectorAll("[data-part=sign-out]").forEach((one) => one.remove());
      question.querySelector("[data-do]").addEventListener("click", function () { form.sure = true; sign_out(form, button); });
      place(main, question, "stays");
      question.focus();
      return;
    }
    await outbox.clear().catch(() => null);
    await window.offline.forget().catch(() => null);
    form.ready = true;
    form.requestSubmit(button);
  }

  function persist() {
    if (navigator.storage && navigator.storage.persist) { navigator.storage.persist().catch(() => null); }
    window.offline.wait_for_network();
  }

  // A page that was loaded anew stays at the exercise it was about.
  window.addEventListener("load", function () {
    const at = history.scrollRestoration === "manual" && document.getElementById(location.hash.slice(1));
    if (at) { at.scrollIntoView(); }
  });

  // -- when

  function stop(event) { event.preventDefault(); event.stopImmediatePropagation(); }

  document.addEventListener("submit", function (event) {
    const form = event.target, kind = form.dataset.offline;
    form.pressed = event.submitter;
    if (kind === "signs") { stop(event); keep_signs(form); }
    if (kind === "feel") { stop(event); keep_feeling(form); }
    if (kind === "check-in" && !navigator.onLine) { stop(event); keep_check_in(form); }
    if (form.getAttribute("action") === window.offline.sign_out && !form.ready) { stop(event); sign_out(form, event.submitter); }
  }, true);

  document.addEventListener("htmx:configRequest", function (event) {
    if (event.detail.elt.dataset.offline === "check-in") { event.detail.timeout = PATIENCE; }
  });

  function unreached(event) {
    const form = event.detail.elt;
    if (form.dataset.offline === "check-in") { keep_check_in(form); return; }
    if (form.tagName !== "FORM" || event.detail.requestConfig.verb === "get") { return; }
    const main = document.getElementById("main");
    main.querySelectorAll('[data-part="unsent"]').forEach((one) => one.remove());
    const unsent = part("unsent");
    place(main, unsent, "stays");
    unsent.focus();
  }

  document.addEventListener("htmx:sendError", unreached);
  document.addEventListener("htmx:timeout", unreached);
  document.addEventListener("htmx:beforeSwap", function (event) {
    const form = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (form && form.dataset.offline === "check-in" && UNREACHED.includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = false;
      keep_check_in(form);
    }
  });
})();
