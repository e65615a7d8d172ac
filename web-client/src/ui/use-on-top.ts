import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Keeps an element with `popover="manual"` above all others of the top layer, which lie in the order of their opening. */
export function useOnTop(place: RefObject<HTMLElement>): void {
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    element.showPopover();
    const look = (event: Event) => {
      if (event.target === element || (event as ToggleEvent).newState !== 'open') return;
      element.hidePopover();
      element.showPopover();
    };
    // These events do not bubble.
    document.addEventListener('toggle', look, true);
    return () => {
      document.removeEventListener('toggle', look, true);
    };
  }, []);
}
