// What was said on this device and is not sent yet. Pages and the worker share it: each piece has a key of its
// own and never changes, so that sending it twice stores it once.
//
//   piece: { key, kept, on, at, said, based_on, label, alarming, whose, state, ... }
//   state: "" waits | "clash" the person must choose, each "yes" is stored | "refused" cannot be stored | "told" stored, with a word to say
self.outbox_at = function (root) {
  "use strict";

  const NAME = "lumbago " + root;
  const PATIENCE = 15000;
  let opened = null;

  function database() {
    opened = opened || new Promise(function (resolve, reject) {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore("pieces", { keyPath: "key" });
        asked.result.createObjectStore("settings");
      };
      asked.onsuccess = function () { resolve(asked.result); };
      asked.onerror = function () { opened = null; reject(asked.error); };
    });
    return opened;
  }

  async function within(store, mode, act) {
    const doing = (await database()).transaction(store, mode);
    const asked = act(doing.objectStore(store));
    return new Promise(function (resolve, reject) {
      doing.oncomplete = function () { resolve(asked.result); };
      doing.onerror = doing.onabort = function () { reject(doing.error); };
    });
  }

  async function all() {
    const pieces = await within("pieces", "readonly", (store) => store.getAll());
    return pieces.sort((one, other) => (one.at < other.at ? -1 : 1));
  }

  // Every page that is open looks again, and hears what was stored.
  function changed(stored) {
    if (!self.BroadcastChannel) { return; }
    const channel = new BroadcastChannel(NAME);
    channel.postMessage((stored || []).map((one) => ({ kept: one.kept, alarming: one.alarming })));
    channel.close();
  }

  function setting(name) { return within("settings", "readonly", (store) => store.get(name)); }
  function put(piece) { return within("pieces", "readwrite", (store) => store.put(piece)); }
  function take(key) { return within("pieces", "readwrite", (store) => store.delete(key)); }

  // One tab or the worker at a time; where a browser has no locks, the keys alone keep it to once.
  function alone(act) {
    return self.navigator.locks ? self.navigator.locks.request(NAME, act) : act();
  }

  async function add(piece) {
    const whose = await setting("whose");
    await put(Object.assign({ key: crypto.randomUUID(), at: new Date().toISOString(), state: "", whose: whose }, piece));
    changed();
  }

  async function remove(key) {
    await alone(() => take(key));
    changed();
  }

  // Put one piece in the place of another, in one step: at no moment is what was said in neither. Null puts nothing.
  async function replace(key, piece) {
    const next = piece && Object.assign({}, piece, { key: crypto.randomUUID(), state: "" });
    await alone(() => within("pieces", "readwrite", function (store) {
      if (next) { store.put(next); }
      return store.delete(key);
    }));
    changed();
  }

  async function clear(...kept) {
    await alone(async function () {
      for (const piece of await all()) {
        if (!kept.length || kept.includes(piece.kept)) { await take(piece.key); }
      }
    });
    changed();
  }

  function asked(path, options) {
    return fetch(root + "api/kept/" + path, Object.assign({
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    }, options));
  }

  async function post(piece, token) {
    return asked(piece.kept + "/check-ins", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ key: piece.key, on: piece.on, said: piece.said, based_on: piece.based_on }),
    });
  }

  async function told(response) {
    try { return await response.json(); } catch (broken) { return {}; }
  }

  // What this device said later on the same day was said on top of this piece, not of the older state. And an answer
  // about signs is no reason to choose a second time between two numbers.
  async function rebase(piece, answer) {
    const signs_only = answer.code === "clash" || Object.keys(piece.said).every((one) => one === "findings");
    for (const other of await all()) {
      if (other.kept !== piece.kept || other.on !== piece.on) { continue; }
      if (answer.was_current && other.based_on === piece.based_on && !other.state) {
        await put(Object.assign(other, { based_on: answer.based_on }));
      }
      if (signs_only && other.state === "clash" && other.key !== piece.key && other.now === answer.before) {
        await put(Object.assign(other, { now: answer.based_on }));
      }
    }
  }

  async function settle(piece, response) {
    const answer = await told(response);
    if (response.ok) {
      await take(piece.key);
      await rebase(piece, answer);
      if (answer.stayed && answer.stayed.length) {
        await put(Object.assign({}, piece, { said: {}, label: "", alarming: false, state: "told", stayed: answer.stayed }));
      }
      return "stored";
    }
    if (response.status === 409) {
      await put(Object.assign(piece, { state: "clash", clashes: answer.clashes, now: answer.based_on }));
      await rebase(piece, answer);
      return answer.stored.length ? "alarmed" : "kept";
    }
    if (answer.code !== "future") {
      await put(Object.assign(piece, { state: "refused", why: answer.code || "", detail: answer.detail || "" }));
    }
    return "kept";
  }

  function is_final(piece) { return piece.state === "told" || (piece.state === "refused" && piece.why !== "unknown"); }

  // Send what waits, oldest first; stop at the first sign that nobody answers. After a clash the rest of its day waits
  // for the person, but never what may be an alarm. Returns what was stored, whole or its alarm alone.
  async function send_all() {
    const stored = [], held = new Set();
    let token = "";
    for (const piece of await all()) {
      const day = piece.kept + " " + piece.on;
      if (piece.state === "clash") { held.add(day); }
      if (is_final(piece) || piece.state === "clash" || (held.has(day) && !piece.alarming)) { continue; }
      const current = await within("pieces", "readonly", (store) => store.get(piece.key));
      let response = null;
      try {
        if (!token) {
          response = await asked(piece.kept + "/day/" + piece.on);
          token = response.ok ? (await response.clone().json()).csrf_token : "";
        }
        if (token) { response = await post(current, token); }
      } catch (unreachable) { break; }
      if (response.status >= 500 || response.status === 429) { break; }
      if (await settle(current, response) !== "kept") { stored.push(current); }
      if (response.status === 409) { held.add(day); }
    }
    return stored;
  }

  async function send() {
    if (!(await all()).length) { return []; }
    const stored = await alone(send_all);
    changed(stored);
    return stored;
  }

  return {
    all: all, add: add, remove: remove, replace: replace, clear: clear, send: send,
    setting: setting,
    set: (name, value) => within("settings", "readwrite", (store) => store.put(value, name)),
    heard: function (act) {
      if (self.BroadcastChannel) { new BroadcastChannel(NAME).onmessage = (event) => act(event.data); }
    },
  };
};
