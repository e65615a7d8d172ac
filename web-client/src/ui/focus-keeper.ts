const focusable = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** What can be reached, has its place on the screen, and is not what was left. */
const firstIn = (place: Element | null): HTMLElement | undefined =>
  place === null
    ? undefined
    : [...(place.matches(focusable) ? [place] : []), ...place.querySelectorAll(focusable)].find(
        (element): element is HTMLElement =>
          element instanceof HTMLElement &&
          !element.matches(':disabled') &&
          element.getClientRects().length > 0,
      );

const asElement = (node: Node | null): Element | null => (node instanceof Element ? node : null);

/**
 * Keeps whoever works by keyboard where they were when what had the focus goes away: a payment that was verified, a form that is
 * done. A browser would begin at the top of the page again. The focus goes to the nearest thing that is left: what comes next,
 * what came before, what is around it, at last the heading of the page. Whoever moves it on purpose has two frames to do so, or
 * has the attribute `data-own-focus` around it: toasts, which give the focus back.
 */
export function keepFocus(within: HTMLElement): void {
  let last: Element | null = null;
  within.addEventListener('focusin', ({ target }) => {
    last = target as Element;
  });
  const isLost = () => document.activeElement === null || document.activeElement === document.body;

  new MutationObserver((changes) => {
    if (!last || last.isConnected || !isLost()) return;
    const gone = last;
    const change = changes.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(gone)));
    last = null;
    if (!change || asElement(change.target)?.closest('[data-own-focus]')) return;
    const near = [asElement(change.nextSibling), asElement(change.previousSibling)];
    for (let around = asElement(change.target); around && around !== within; around = around.parentElement)
      near.push(around);
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        if (!isLost()) return;
        const place = near.filter((element) => element?.isConnected).map(firstIn);
        const target = place.find((element) => element !== undefined);
        (target ?? document.querySelector<HTMLElement>('h1'))?.focus({ preventScroll: true });
      });
    });
  }).observe(within, { childList: true, subtree: true });
}
