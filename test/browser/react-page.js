/*
 * The script of a site that is made with React, as docs/embedding.md tells its makers to write it. It is bundled for a test, in
 * React's development mode, which complains of what it finds wrong.
 */
/* global document, location, window */
import { createElement as h, StrictMode, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { createUseParkMate, parkMate } from 'https://parkmate.example/embed/parkmate.js';

const useParkMate = createUseParkMate(useSyncExternalStore);

const getToken = async () => (await fetch('/token')).text();

/** What each place of the page has rendered, one after the other. */
window.rendered = { header: [], list: [] };

/** When it was asked for a token that it does not have. */
window.askedAt = [];

function Count() {
  const { status, unreadCount } = useParkMate();
  window.rendered.header.push(`${status} ${unreadCount}`);
  return h('p', { 'data-testid': 'count' }, `${status}, ${unreadCount} unread`);
}

function List() {
  const { unreadCount, notifications, markRead, markAllRead } = useParkMate();
  window.rendered.list.push(unreadCount);
  return h(
    'section',
    null,
    h('button', { onClick: () => void markAllRead() }, 'Everything is read'),
    h(
      'ul',
      null,
      notifications.map(({ id, title, readAt }) =>
        h(
          'li',
          { key: id, 'data-read': readAt !== null },
          title,
          h('button', { onClick: () => void markRead([id]) }, 'Read it'),
        ),
      ),
    ),
  );
}

/** React 19 sets properties of elements and listens to their events by what stands here. */
function Elements() {
  const opens = (event) => {
    event.preventDefault();
    window.opened = event.detail.path;
  };
  return h(
    'div',
    null,
    h('parkmate-bell', { getToken, 'onparkmate:open': opens }),
    h('parkmate-toasts', { 'data-theme': 'dark' }),
  );
}

/** Gives another function with each render, as components do, and renders when the hook says something else. */
function Impatient() {
  const { status } = useParkMate();
  const fails = () => {
    window.askedAt.push(performance.now());
    return Promise.reject(new Error('nobody is signed in'));
  };
  return h(
    'div',
    { 'data-testid': 'impatient' },
    `${status} ${window.askedAt.length}`,
    h('parkmate-bell', { getToken: fails }),
  );
}

/** What the page shows, by the part of its address behind "#". */
const pages = { '': [Count, List], '#elements': [Elements], '#impatient': [Impatient] };

function Site() {
  const [isShown, setShown] = useState(true);
  const flip = () => {
    setShown(!isShown);
  };
  return h(
    'main',
    null,
    h('button', { onClick: flip }, isShown ? 'Hide' : 'Show'),
    isShown && pages[location.hash].map((part) => h(part, { key: part.name })),
  );
}

if (location.hash === '') parkMate.getToken = getToken;
createRoot(document.querySelector('#site')).render(h(StrictMode, null, h(Site)));
