/*
 * Keeps the shell of the client (its page, scripts and styles), so that it opens offline. It knows nothing of anybody: what
 * is personal never goes through it.
 */

import './push.js';
import './resubscribe.js';

/** What this file uses of a service worker; the types of the DOM are those of a page. */
interface Worker {
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
}
interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const worker = self as unknown as Worker;

/** The build puts the names of all files here. */
const files = '__SHELL_FILES__'.split(' ');
const page = '/';

/** One cache per build: its files have names by their content. */
const prefix = 'parkmate-shell-';
const cacheName = `${prefix}${files
  .join()
  .split('')
  .reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) | 0, 7)}`;

/** A connection that swallows what is sent must not keep the page blank for longer. */
const patienceMs = 4_000;

/** Served by others than the client. */
const foreign = /^\/(api|admin|socket\.io|healthz|readyz)\b/;

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll([page, ...files])));
});

worker.addEventListener('activate', (event) => {
  const drop = async () => {
    const old = (await caches.keys()).filter((known) => known.startsWith(prefix) && known !== cacheName);
    await Promise.all(old.map((known) => caches.delete(known)));
  };
  event.waitUntil(drop());
});

const kept = (address: string) => caches.match(address, { ignoreVary: true });

/** The page of now where the server answers in time, else the one that is kept. */
async function open(request: Request): Promise<Response> {
  const late = new Promise<undefined>((resolve) => {
    setTimeout(resolve, patienceMs, undefined);
  });
  const answer = fetch(request);
  const first = await Promise.race([answer.catch(() => undefined), late]);
  // What a proxy says while the server is away is no page of ours.
  if (first && first.status < 500) return first;
  return (await kept(page)) ?? first ?? answer;
}

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || foreign.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(open(request));
  else if (files.includes(pathname)) {
    event.respondWith(kept(pathname).then((file) => file ?? fetch(request)));
  }
});
