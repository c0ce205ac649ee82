// Without a network: registers the worker, tells what is old, shows what waits to be sent, and sends it.
// `window.offline` is what the forms (offline-forms.js) share. Where a browser cannot, nothing here happens.
(function () {
  "use strict";

  const told = document.currentScript.dataset;
  const ROOT = told.root, OURS = "lumbago " + ROOT + " pages ";
  const AGAIN = 30000, DELETED = "lumbago " + ROOT + " deleted";
  if (!window.isSecureContext || !navigator.serviceWorker || !window.indexedDB || !window.caches) { return; }
  if (!AbortSignal.timeout || !window.structuredClone || !window.BroadcastChannel) { return; }
  const outbox = self.outbox_at(ROOT);
  let shown = Date.now(), again = 0, looks = 0, is_leaving = false;

  // -- words and dates

  // Words hold their gaps as {name}; a gap without words around it is an element of its own.
  function fill(element, values) {
    element.querySelectorAll("[data-fill]").forEach(function (one) { one.textContent = values[one.dataset.fill] || ""; });
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      walker.currentNode.data = walker.currentNode.data.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
    }
    return element;
  }

  function part(name, values) {
    const words = document.getElementById("offline-words");
    const copy = words.content.querySelector('[data-part="' + name + '"]').cloneNode(true);
    copy.querySelectorAll("[data-to]").forEach(function (link) { link.href = address(link.dataset.to); });
    return fill(copy, values || {});
  }

  function word(name, values) { return part(name, values).textContent; }

  function in_words(moment, how) { return new Intl.DateTimeFormat(document.documentElement.lang || "en-GB", how).format(moment); }
  function time_of(moment) { return in_words(new Date(moment), { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }); }
  function day_of(day) { return in_words(new Date(day + "T12:00:00"), { weekday: "long", day: "numeric", month: "long" }); }

  // The day it is where the instance is, as every page says it.
  function day_at(moment) { return new Date(moment + Number(told.offset) * 1000).toISOString().slice(0, 10); }
  function this_day() { return day_at(Date.now()); }

  function list_of(text) { return text ? text.split(" ") : []; }

  function page_here() { return location.pathname.slice(ROOT.length).split("/")[2] || ""; }

  // Whether somebody has begun to answer: then nothing moves under their fingers.
  function is_answering(main) {
    return page_here() === "check-in" && !main.querySelector("[data-kept-panel]")
      || Boolean(main.querySelector('form[data-offline="signs"], form[data-offline] :checked'));
  }

  function kept_here() {
    const found = /^kept\/([^/]+)\//.exec(location.pathname.slice(ROOT.length));
    return found ? found[1] : "";
  }

  function address(page, kept) { return ROOT + "kept/" + (kept || kept_here()) + "/" + page; }

  // -- what is shown at the top

  // What the instance itself puts before everything else.
  function alarm_of(main) { return main.querySelector(":scope > :is(.level-emergency, .level-urgent)"); }

  // `stays`: it is not one of the parts that are made anew at each look.
  function place(main, element, stays) {
    const before = alarm_of(main) || main.querySelector(":scope > [data-kept-panel]") || main.querySelector(":scope > .tabs");
    element.dataset.offlinePart = stays ? "stays" : "anew";
    if (before) { before.after(element); } else { main.prepend(element); }
  }

  function note(main) {
    if (main.querySelector("[data-kept-panel]")) { return; }
    const copy = main.dataset, is_copy = Boolean(copy.copyAt);
    if ((!is_copy && navigator.onLine) || main.querySelector("[data-offline-page]")) { return; }
    const at = is_copy ? Number(copy.copyAt) : shown, day = copy.copyDay || day_at(shown), is_old = day !== this_day();
    if (page_here() === "check-in" && !alarm_of(main)) { place(main, part("note-check-in", { day: day_of(this_day()) })); }
    else if (is_old && kept_here() && !alarm_of(main)) { fold(main, day); }
    else { place(main, part("note", { time: time_of(at) })); }
  }

  // What is of an earlier day, or was overtaken by what was said since, stands behind a door with its date.
  function put_away(main, day) {
    if (main.querySelector("[data-folded]")) { return; }
    const folded = part("folded", { day: day_of(day) }), inside = folded.querySelector("[data-place]");
    folded.dataset.folded = "yes";
    for (const child of [...main.children]) {
      if (!child.matches(".tabs, [data-offline-part]")) { inside.append(child); }
    }
    lower(inside);
    main.append(folded);
  }

  // One heading of the first level: what comes first has it.
  function lower(element) {
    element.querySelectorAll("h1").forEach(function (title) {
      const second = document.createElement("h2");
      second.id = title.id;
      second.append(...title.childNodes);
      title.replaceWith(second);
    });
  }

  function fold(main, day) {
    put_away(main, day);
    place(main, part("old", { day: day_of(day) }));
  }

  // -- what waits

  async function copies() {
    const found = [];
    for (const name of (await caches.keys()).filter((one) => one.startsWith(OURS))) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) { found.push([request.url, await cache.match(request)]); }
    }
    return found;
  }

  async function pieces_here(main) {
    const all = await outbox.all();
    if (!main.querySelector("[data-offline-page]")) { return [all.filter((one) => one.kept === kept_here()), 0]; }
    const whose = await outbox.setting("whose"), mine = all.filter((one) => one.whose === whose);
    return [mine, all.length - mine.length];
  }

  function shown_piece(piece) {
    const words = { label: piece.label, time: time_of(piece.at), day: day_of(piece.on), detail: piece.detail, stayed: (piece.stayed || []).join("; ") };
    const element = part({ clash: "clash", refused: "refused", told: "told" }[piece.state] || "piece", words);
    const rows = element.querySelector("ul");
    for (const one of rows ? piece.clashes : []) { rows.append(part("clash-row", one)); }
    const both = element.querySelector('[data-do="both"]');
    if (both) { both.hidden = is_empty(without(piece.said, piece.clashes)); }
    element.dataset.key = piece.key;
    return element;
  }

  async function list(main) {
    const [pieces, others] = await pieces_here(main);
    const found = [], waiting = pieces.filter((one) => !one.state);
    for (const piece of pieces.filter((one) => one.state)) { found.push(shown_piece(piece)); }
    if (waiting.length) {
      const panel = part("waiting");
      waiting.forEach(function (piece) { panel.querySelector("ul").append(shown_piece(piece)); });
      found.unshift(panel);
    }
    if (others) { found.push(part("others", { count: others })); }
    return [found, pieces];
  }

  function mark_told(main, pieces) {
    const today = pieces.filter((one) => one.on === this_day());
    const due = main.querySelector(".due");
    if (due) { due.hidden = today.some((one) => "nprs" in one.said); }
    for (const felt of today.flatMap((one) => one.said.felt || [])) {
      const summary = main.querySelector('[id="' + CSS.escape(felt.exercise) + '"] details:has(form.feel) > summary');
      if (summary) { summary.replaceChildren(part("felt")); }
    }
  }

  function alarm_first(main, pieces) {
    const graves = pieces.filter((one) => one.alarming && one.state !== "told");
    if (!graves.length || alarm_of(main) || main.querySelector("[data-offline-page]")) { return; }
    if (page_here() !== "check-in" && !main.querySelector("[data-kept-panel]")) { put_away(main, main.dataset.copyDay || day_at(shown)); }
    const alarm = part("alarm");
    alarm.dataset.offlinePart = "anew";
    lower(main);
    main.prepend(alarm);
  }

  async function look() {
    const main = document.getElementById("main"), turn = looks += 1;
    await forget_deleted(main);
    const [found, pieces] = await list(main);
    const kept = await outbox.setting("keeps"), held = main.querySelector("[data-copies]") ? await copies() : [];
    if (turn !== looks) { return; }
    main.querySelectorAll('[data-offline-part="anew"]').forEach((one) => one.remove());
    const own = main.querySelector("[data-list]");
    for (const element of found) { if (own) { element.dataset.offlinePart = "anew"; own.append(element); } else { place(main, element); } }
    note(main);
    alarm_first(main, pieces);
    mark_told(main, pieces);
    if (own) { await own_page(main, kept !== false, held, pieces.length); }
  }

  // -- the page of what is kept

  function only(main, name, is_shown) {
    main.querySelectorAll('[data-only="' + name + '"]').forEach(function (one) { one.hidden = !is_shown; });
  }

  async function own_page(main, keeps, held, unsent) {
    const rows = main.querySelector("[data-copies]");
    const found = await Promise.all(held.map(async function ([url, copy]) {
      const title = new DOMParser().parseFromString(await copy.text(), "text/html").title.split(" · ")[0];
      const row = part("copy", { title: title, time: time_of(Number(copy.headers.get("Offline-Stored-At"))) });
      row.querySelector("a").href = url;
      return row;
    }));
    rows.replaceChildren(...found);
    only(main, "script", true);
    only(main, "instead", main.dataset.instead);
    only(main, "none", !found.length);
    only(main, "keeps", keeps);
    only(main, "keeps-not", !keeps);
    only(main, "unsent", keeps && unsent);
  }

  // -- copies: to keep, to forget

  // Where no worker ever came (a browser may refuse it) there is nobody to wait for.
  async function worker(message) {
    const known = await navigator.serviceWorker.getRegistration().catch(() => null), active = known && known.active;
    if (!active) { return; }
    await new Promise(function (resolve) {
      const channel = new MessageChannel();
      channel.port1.onmessage = resolve;
      setTimeout(resolve, 2000);
      active.postMessage(message, [channel.port2]);
    });
  }

  async function forget() {
    await worker({ type: "forget" });
    for (const name of (await caches.keys()).filter((one) => one.startsWith(OURS))) { await caches.delete(name); }
  }

  // What was deleted for good goes from what waits here as well; what waits of others stays.
  async function forget_deleted(main) {
    const deleted = list_of(sessionStorage.getItem(DELETED));
    if (!main.querySelector("[data-forget]") || !deleted.length) { return; }
    sessionStorage.removeItem(DELETED);
    await outbox.clear(...deleted);
  }

  // The page that was open before there was a worker; of every later one it sees for itself.
  async function keep_first() {
    const active = (await navigator.serviceWorker.ready).active;
    if (kept_here() && !navigator.serviceWorker.controller) { active.postMessage({ type: "keep", kept: kept_here() }); }
  }

  // -- sending

  async function send() {
    const stored = navigator.onLine ? await outbox.send() : [];
    clearTimeout(again);
    if (navigator.onLine && (await outbox.all()).some((one) => !one.state)) { again = setTimeout(send, AGAIN); }
    return stored;
  }

  // What was sent may mean an alarm: go where it is judged. Else nobody is moved who fills something in or is on
  // the way to another page.
  function arrived(stored) {
    const main = document.getElementById("main"), grave = stored.find((one) => one.alarming);
    if (grave && document.visibilityState === "visible") { location.assign(address("today/", grave.kept)); return; }
    if (stored.some((one) => one.kept === kept_here()) && !is_answering(main) && !is_leaving) {
      if (main.querySelector("[data-kept-panel]")) { location.assign(address("today/")); } else { location.reload(); }
      return;
    }
    const sent = part("sent");
    sent.querySelector("a").href = address("today/", stored[0].kept);
    place(main, sent, "stays");
  }

  function wait_for_network() {
    outbox.all().then(async function (all) {
      const ready = all.length && await navigator.serviceWorker.ready;
      if (ready && ready.sync) { await ready.sync.register("outbox"); }
    }).catch(() => null);
  }

  // -- choices

  function without(said, clashes) {
    const rest = structuredClone(said);
    for (const one of clashes) {
      if (one.field.startsWith("felt:")) { rest.felt = rest.felt.filter((felt) => "felt:" + felt.exercise !== one.field); }
      else { delete rest[one.field]; }
    }
    return rest;
  }

  function is_empty(said) {
    return Object.values(said).every((value) => typeof value === "object" && value !== null && !Object.keys(value).length);
  }

  // Each "yes" to a sign goes with whatever is chosen: no choice between two numbers takes an alarm back.
  function yes_only(said) {
    const yes = Object.entries(said.findings || {}).filter(([, there]) => there);
    return yes.length ? { findings: Object.fromEntries(yes) } : {};
  }

  async function choose(key, choice) {
    const piece = (await outbox.all()).find((one) => one.key === key);
    if (!piece) { return; }
    const said = { mine: piece.said, there: yes_only(piece.said) }[choice] || without(piece.said, piece.clashes);
    const next = Object.assign({}, piece, { said: said, based_on: piece.now, clashes: undefined, now: undefined });
    if (choice === "there") { next.label = word("signs"); }
    await outbox.replace(key, is_empty(said) ? null : next);
    await send();
    await look();
  }

  document.addEventListener("click", async function (event) {
    const button = event.target.closest("[data-do]"), act = button ? button.dataset.do : "";
    const key = button ? (button.closest("[data-key]") || button).dataset.key : "";
    if (act === "remove") {
      await outbox.remove(key);
      if (document.querySelector('[data-part="alarm"]')) { location.reload(); } else { await look(); }
    }
    if (act === "mine" || act === "there" || act === "both") { button.disabled = true; await choose(key, act); }
    if (act === "forget") { await outbox.set("keeps", false); await outbox.clear(); await forget(); await look(); }
    if (act === "keep") { await outbox.set("keeps", true); await look(); }
  });

  // -- begin

  window.offline = { outbox: outbox, part: part, word: word, look: look, send: send, place: place, forget: forget, this_day: this_day, address: address, wait_for_network: wait_for_network, list_of: list_of, sign_out: told.signOut };

  document.addEventListener("submit", function (event) {
    const deletes = event.target.dataset.deletes;
    if (deletes !== undefined) { sessionStorage.setItem(DELETED, deletes); }
  }, true);
  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.detail.target && event.detail.target.id === "main") { shown = Date.now(); look(); }
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    const whose = event.detail.xhr && event.detail.xhr.getResponseHeader("Offline-Whose"), active = navigator.serviceWorker.controller;
    if (whose && active) { active.postMessage({ type: "whose", whose: whose }); }
  });
  window.addEventListener("beforeunload", function () { is_leaving = true; });
  window.addEventListener("offline", look);
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") { send().then(look); }
  });
  window.addEventListener("online", async function () {
    const main = document.getElementById("main"), stored = await send();
    if (!stored.length && main.dataset.copyAt && !is_answering(main) && !is_leaving) { location.reload(); } else { look(); }
  });
  window.addEventListener("pageshow", function (event) { is_leaving = false; if (event.persisted) { look(); } });
  outbox.heard(async function (stored) {
    await look();
    if (stored.length) { arrived(stored); }
  });

  look();
  send().catch(() => null);
  window.addEventListener("load", function () { navigator.serviceWorker.register(told.worker).then(keep_first).catch(() => null); });
})();
