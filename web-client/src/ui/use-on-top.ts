import { signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Trees of elements beside the document, out of which events of popovers do not come. */
export const innerTrees = signal<readonly ShadowRoot[]>([]);

/** Keeps an element with `popover="manual"` above all others of the top layer, which lie in the order of their opening. */
export function useOnTop(place: RefObject<HTMLElement>): void {
  const trees = innerTrees.value;
  useEffect(() => {
    place.current?.showPopover();
  }, []);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const look = (event: Event) => {
      if (event.target === element || (event as ToggleEvent).newState !== 'open') return;
      element.hidePopover();
      element.showPopover();
    };
    // These events do not bubble.
    for (const tree of [document, ...trees]) tree.addEventListener('toggle', look, true);
    return () => {
      for (const tree of [document, ...trees]) tree.removeEventListener('toggle', look, true);
    };
  }, [trees]);
}
