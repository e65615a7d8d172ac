import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { toasts } from '../toasts/toasts.js';
import { activeElement } from './active-element.js';

const hotkey = 'F8';

const isFocusable = (element: Element | null): element is HTMLElement =>
  element instanceof HTMLElement && element !== document.body;

/**
 * F8 moves the focus into the toasts, Escape gives it back to where it was. It is given back too, or to the next toast, when
 * the toast that has it goes.
 * @param leave called with Escape
 */
export function useToastKeys(place: RefObject<HTMLElement>, leave: () => void): void {
  const before = useRef<HTMLElement | null>(null);
  const hadFocus = useRef(false);
  const shown = toasts.shown.value;

  useEffect(() => {
    const section = place.current;
    if (!section) return undefined;
    const giveBack = () => {
      before.current?.focus({ preventScroll: true });
    };
    const press = (event: KeyboardEvent) => {
      const isInside = section.contains(activeElement());
      if (event.key === hotkey && !isInside) {
        const first = section.querySelector<HTMLElement>('.toast');
        if (!first) return;
        event.preventDefault();
        first.focus();
      } else if (event.key === 'Escape' && isInside) {
        event.preventDefault();
        leave();
        giveBack();
      }
    };
    const enter = (event: FocusEvent) => {
      const from = event.relatedTarget as Element | null;
      if (!section.contains(from)) before.current = isFocusable(from) ? from : before.current;
      hadFocus.current = true;
    };
    const left = ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) {
        hadFocus.current = section.contains(relatedTarget as Element);
        return;
      }
      // Without a target the focus has gone out of the page, or the focused element is being removed.
      setTimeout(() => {
        if ((target as Element).isConnected && !section.contains(activeElement())) hadFocus.current = false;
      });
    };
    document.addEventListener('keydown', press);
    section.addEventListener('focusin', enter);
    section.addEventListener('focusout', left);
    return () => {
      document.removeEventListener('keydown', press);
      section.removeEventListener('focusin', enter);
      section.removeEventListener('focusout', left);
    };
  }, []);
  useEffect(() => {
    if (!hadFocus.current || isFocusable(activeElement())) return;
    const next = place.current?.querySelector<HTMLElement>('.toast') ?? before.current;
    hadFocus.current = false;
    next?.focus({ preventScroll: true });
  }, [shown]);
}
