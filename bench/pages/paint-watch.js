/*
 * Runs in a page before its own scripts. Says, through `toastPainted`, how many milliseconds lay between the web socket
 * frame with a notification and the end of the first frame on the screen that holds its toast.
 */
/* global document, window, MutationObserver, requestAnimationFrame */
let arrivedAt;

window.WebSocket = class extends window.WebSocket {
  constructor(...given) {
    super(...given);
    // The first of all listeners, so that what the page does with the frame counts in full.
    this.addEventListener('message', ({ data }) => {
      if (typeof data === 'string' && data.startsWith('42["notification"')) arrivedAt = performance.now();
    });
  }
};

/** A task that is queued while a frame is prepared runs once that frame is painted. */
const afterPaint = (work) => {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = work;
    port2.postMessage(undefined);
  });
};

const isToast = (node) => node.classList?.contains('toast');

new MutationObserver((changes) => {
  if (arrivedAt === undefined || !changes.some(({ addedNodes }) => [...addedNodes].some(isToast))) return;
  const since = arrivedAt;
  arrivedAt = undefined;
  afterPaint(() => {
    window.toastPainted(performance.now() - since);
  });
}).observe(document, { childList: true, subtree: true });
