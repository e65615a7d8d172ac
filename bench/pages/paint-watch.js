/*
 * Runs in a page before its own scripts. Reports, through `toastPainted`, the milliseconds between the WebSocket frame
 * with a notification and the end of the animation frame that paints its toast.
 */
/* global document, window, MutationObserver, requestAnimationFrame */
let arrivedAt;

window.WebSocket = class extends window.WebSocket {
  constructor(...given) {
    super(...given);
    // Registered first, so that the page's own processing of the frame counts in full.
    this.addEventListener('message', ({ data }) => {
      if (typeof data === 'string' && data.startsWith('42["notification"')) arrivedAt = performance.now();
    });
  }
};

/** A task that is queued in requestAnimationFrame runs after that frame is painted. */
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
