import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** As far as this, or as fast, and it goes; else it springs back. */
const farPx = 90;
const fastPxPerMs = 0.5;
/** What moves less is a tap. */
const stillPx = 6;

/** Lets a finger push an element away to either side. Up and down still scrolls (`touch-action: pan-y` in its styles). */
export function useSwipe(place: RefObject<HTMLElement>, away: () => void): void {
  const latest = useRef(away);
  latest.current = away;
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    let from: { id: number; x: number; at: number } | undefined;

    const begin = ({ pointerType, pointerId, clientX, timeStamp, isPrimary }: PointerEvent) => {
      if (pointerType === 'mouse' || !isPrimary) return;
      from = { id: pointerId, x: clientX, at: timeStamp };
    };
    const move = ({ pointerId, clientX }: PointerEvent) => {
      if (pointerId !== from?.id) return;
      const by = clientX - from.x;
      if (Math.abs(by) < stillPx) return;
      // A button under the finger is not pressed by pushing.
      if (!element.hasPointerCapture(pointerId)) element.setPointerCapture(pointerId);
      element.style.translate = `${by}px`;
      element.style.opacity = String(Math.max(0.3, 1 - Math.abs(by) / (3 * farPx)));
    };
    const stay = () => {
      from = undefined;
      element.style.translate = '';
      element.style.opacity = '';
    };
    const end = ({ pointerId, clientX, timeStamp }: PointerEvent) => {
      if (pointerId !== from?.id) return;
      const by = Math.abs(clientX - from.x);
      const isAway = by >= farPx || (by > stillPx * 3 && by / (timeStamp - from.at) >= fastPxPerMs);
      stay();
      if (isAway) latest.current();
    };
    const events = { pointerdown: begin, pointermove: move, pointerup: end, pointercancel: stay };
    for (const [name, listener] of Object.entries(events))
      element.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(events))
        element.removeEventListener(name, listener as EventListener);
    };
  }, []);
}
