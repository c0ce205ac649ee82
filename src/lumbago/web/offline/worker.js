// The worker. Public files come from its own cache; an owner's pages come from the network, and from the copy of
// the last visit where there is none. Nobody else's pages, and no page of an interview, are ever kept.
"use strict";

const SHELL = `lumbago ${KNOWN.root} shell ${KNOWN.version}`;
const OURS = `lumbago ${KNOWN.root} `;
const PAGES = `${OURS}pages `;
const PATIENCE = 4000;
const FRESH = 10 * 60 * 1000;
const A_DAY = 86400000;
const CLASH = 409;
const outbox = self.outbox_at(KNOWN.root);
const changes = new Map(), keeping = new Set(), again = new Set(), tried = new Map();

self.addEventListener("install", function (event) {
  event.waitUntil(prepare().then(() => self.skipWaiting()));
});

self.addEventListener("activate", function (event) {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

self.addEventListener("message", function (event) {
  const { type, kept } = event.data || {};
  if (type === "keep") { event.waitUntil(keep(kept)); }
  if (type === "whose") { event.waitUntil(heed(event.data.whose)); }
  if (type === "forget") { event.waitUntil(forget().then(() => event.ports[0] && event.ports[0].postMessage("done"))); }
});

self.addEventListener("sync", function (event) {
  if (event.tag === "outbox") { event.waitUntil(send()); }
});

self.addEventListener("fetch", function (event) {
  const request = event.request, url = new URL(request.url);
  if (url.origin !== self.location.origin) { return; }
  if (request.method === "POST" && kept_of(url)) { event.respondWith(posted(event, url)); }
  if (request.method !== "GET") { return; }
  if (KNOWN.static.includes(url.pathname)) { event.respondWith(ours(request)); }
  else if (is_picture(url)) { event.respondWith(ours(request)); }
  else if (is_page(request)) { event.respondWith(page(event, url)); }
});

// -- which address is what

function below(url) { return url.pathname.startsWith(KNOWN.root) ? url.pathname.slice(KNOWN.root.length) : null; }

function is_picture(url) { return /^pictures\/.+\.svg$/.test(below(url) || ""); }

function is_page(request) {
  const asks = request.headers;
  return request.mode === "navigate" || (asks.has("HX-Request") && (asks.has("HX-Boosted") || asks.has("HX-History-Restore-Request")));
}

// The id of the kept report that an address is of; empty for any other.
function kept_of(url) {
  const found = /^(?:api\/)?kept\/([^/]+)\//.exec(below(url) || "");
  return found ? found[1] : "";
}

function may_be_kept(url) {
  const path = below(url);
  if (path === "" || path === null) { return path === ""; }
  return KNOWN.pages.some((one) => path === `kept/${kept_of(url)}/${one.split("?")[0]}`);
}

// -- public files

async function prepare() {
  const cache = await caches.open(SHELL);
  await cache.addAll([...KNOWN.static, KNOWN.offline].map((one) => new Request(one, { cache: "no-cache" })));
}

async function tidy() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${OURS}shell `) && name !== SHELL) { await caches.delete(name); }
  }
}

async function ours(request) {
  const cache = await caches.open(SHELL);
  const copy = await cache.match(request, { ignoreVary: true });
  if (copy) { return copy; }
  const response = await fetch(request);
  if (response.ok) { await cache.put(request, response.clone()); }
  return response;
}

// -- whose copies they are

// The cache of whoever this device last answered to; null before anybody was.
async function pages() {
  const whose = await outbox.setting("whose");
  return whose ? caches.open(PAGES + whose) : null;
}

async function forget() {
  bump(null);
  tried.clear();
  for (const name of await caches.keys()) {
    if (name.startsWith(PAGES)) { await caches.delete(name); }
  }
}

// Another account, another device key or another language: what was kept for the one before goes.
async function heed(whose) {
  const before = whose ? await outbox.setting("whose") : whose;
  if (whose === before) { return; }
  if (before) { await forget(); }
  await outbox.set("whose", whose);
  if (before) { await (await caches.open(SHELL)).add(new Request(KNOWN.offline, { cache: "no-cache" })).catch(() => null); }
}

// Returns the state under which the page may be kept.
async function look_at(response, url, state) {
  await heed(response.headers.get("Offline-Whose"));
  if ((response.status === 403 || response.status === 404) && kept_of(url)) { await forget(); }
  if (!response.headers.has("Offline-Alarm")) { return state; }
  const is_current = state === state_of(kept_of(url));
  await let_go_of_calm(response.headers.get("Offline-Person"));
  return is_current ? state_of(kept_of(url)) : state;
}

// -- copies of pages

// What a device holds of a kept report is older than what it just sent: a copy under way then is not put in.
function bump(kept) {
  if (kept === null) { for (const one of changes.keys()) { changes.set(one, changes.get(one) + 1); } }
  else { changes.set(kept, (changes.get(kept) || 0) + 1); }
}

function state_of(kept) {
  if (!changes.has(kept)) { changes.set(kept, 0); }
  return changes.get(kept);
}

// What a report's pages and the first page say of it is older than what was just sent.
async function drop(kept) {
  bump(kept);
  tried.clear();
  const cache = await pages();
  for (const request of cache ? await cache.keys() : []) {
    const url = new URL(request.url);
    if (kept_of(url) === kept || below(url) === "") { await cache.delete(request); }
  }
}

// Beside an alarm no calm copy of the same person stays, of whichever report, nor comes in late.
async function let_go_of_calm(person) {
  const cache = await pages();
  let is_changed = false;
  for (const request of cache && person ? await cache.keys() : []) {
    const copy = await cache.match(request);
    if (!copy || !kept_of(new URL(request.url)) || copy.headers.has("Offline-Alarm")) { continue; }
    if ((copy.headers.get("Offline-Person") || person) === person) { await cache.delete(request); is_changed = true; }
  }
  if (is_changed) { bump(null); tried.clear(); }
}

function age_of(copy) { return Date.now() - Number(copy.headers.get("Offline-Stored-At")); }

async function copy_of(url) {
  const cache = await pages();
  const copy = cache ? await cache.match(url.href) || await cache.match(url.href, { ignoreSearch: true }) : null;
  if (copy && age_of(copy) > KNOWN.days * A_DAY) { await cache.delete(copy.url || url.href); return null; }
  return copy || null;
}

// Keep a page as it came, or let go of the copy where the page leads elsewhere now. Returns what was kept.
async function store(url, response, state) {
  const cache = await pages(), kept = kept_of(url), address = url.pathname + url.search;
  if (!cache || (await outbox.setting("keeps")) === false || state !== state_of(kept)) { return ""; }
  if (response.redirected || response.type === "opaqueredirect" || !response.headers.has("Offline-Day")) {
    if (response.status < 500) { await cache.delete(address); }
    return "";
  }
  const text = await response.text(), headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set("Offline-Stored-At", String(Date.now()));
  if (state === state_of(kept)) { await cache.put(address, new Response(text, { headers })); }
  return text;
}

async function keep_pictures(text) {
  const cache = await caches.open(SHELL);
  for (const [, path] of text.matchAll(/src="([^"]+\.svg)"/g)) {
    if (is_picture(new URL(path, self.location.origin)) && !(await cache.match(path, { ignoreVary: true }))) {
      const response = await fetch(path).catch(() => null);
      if (response && response.ok) { await cache.put(path, response); }
    }
  }
}

// Fetch what the pages of a report say now, unless their copies are young; nothing of a report that others own.
async function keep(kept) {
  if (!kept || (await outbox.setting("keeps")) === false) { return; }
  if (keeping.has(kept)) { again.add(kept); return; }
  const texts = [];
  keeping.add(kept);
  try {
    for (const path of [...KNOWN.pages.map((one) => `kept/${kept}/${one}`), ""]) {
      const url = new URL(KNOWN.root + path, self.location.origin);
      const cache = await pages(), copy = cache ? await cache.match(url.href) : null;
      if ((copy && age_of(copy) < FRESH) || Date.now() - (tried.get(url.href) || 0) < FRESH) { continue; }
      const before = state_of(kept), response = await fetch(url.href), state = await look_at(response, url, before);
      if (state === state_of(kept)) { tried.set(url.href, Date.now()); }
      if (!response.redirected && !response.headers.has("Offline-Day")) { return; }
      texts.push(await store(url, response, state));
    }
    await keep_pictures(texts.join());
  } catch (unreachable) { /* the next visit tries again */ } finally { keeping.delete(kept); }
  if (again.delete(kept)) { await keep(kept); }
}

// -- answering

async function page(event, url) {
  const coming = from_network(event, url);
  const copy = may_be_kept(url) ? await copy_of(url) : null;
  if (!copy) { return coming.catch(() => fallback(url)); }
  const waited = new Promise((resolve) => { setTimeout(resolve, PATIENCE, null); });
  const first = await Promise.race([coming.catch(() => null), waited]);
  if (first && ![502, 503, 504].includes(first.status)) { return first; }
  event.waitUntil(coming.catch(() => null));
  return marked(copy);
}

async function from_network(event, url) {
  const before = state_of(kept_of(url)), response = await fetch(event.request), state = await look_at(response, url, before);
  if (may_be_kept(url)) { event.waitUntil(keep_this(url, response.clone(), state)); }
  return response;
}

// A copy says when it was made: the page's own script tells the person, and never shows it as today's.
async function marked(copy) {
  const at = copy.headers.get("Offline-Stored-At"), day = copy.headers.get("Offline-Day");
  const text = (await copy.text()).replace('<main id="main"', `<main id="main" data-copy-at="${at}" data-copy-day="${day}"`);
  return new Response(text, { headers: copy.headers });
}

// What this device keeps, and whom to call: under its own address, or in place of a page that is not there.
async function fallback(url) {
  const copy = await (await caches.open(SHELL)).match(KNOWN.offline, { ignoreVary: true });
  if (!copy) { return Response.error(); }
  if (url.pathname === KNOWN.offline) { return copy; }
  const text = (await copy.text()).replace('<main id="main"', '<main id="main" data-instead="yes"');
  return new Response(text, { status: 503, headers: copy.headers });
}

async function keep_this(url, response, state) {
  const is_own = response.headers.has("Offline-Day"), text = await store(url, response, state);
  if (is_own) { await keep(kept_of(url)); }
  await keep_pictures(text);
}

async function posted(event, url) {
  const request = event.request, kept = kept_of(url);
  let response;
  try { response = await fetch(request); } catch (unreachable) {
    if (request.mode === "navigate") { return fallback(url); }
    throw unreachable;
  }
  if (response.ok || response.type === "opaqueredirect" || response.status === CLASH) {
    await drop(kept);
    if (url.pathname.endsWith("/delete/")) { await outbox.clear(kept); } else { event.waitUntil(keep(kept)); }
  }
  await heed(response.headers.get("Offline-Whose"));
  if (response.headers.has("Offline-Alarm")) { await let_go_of_calm(response.headers.get("Offline-Person")); }
  return response;
}

async function send() {
  const stored = await outbox.send();
  for (const piece of stored) { await drop(piece.kept); }
  for (const kept of new Set(stored.map((one) => one.kept))) { await keep(kept); }
}
