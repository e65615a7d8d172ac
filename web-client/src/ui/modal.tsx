import '../styles/dialog.css';
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { openModals } from './open-modals.js';
import Toasts from './toasts.js';

interface Props {
  dialog: RefObject<HTMLDialogElement>;
  /** The id of its heading. */
  labelledBy: string;
  /** The id of what else is read out when it opens. */
  describedBy?: string;
  close: () => void;
  children: ComponentChildren;
}

/**
 * A dialog that has to be answered first. The focus is in it while it is open, and goes back to where it was; or near it
 * where that is gone (`focus-keeper.ts`).
 */
export function Modal({ dialog, labelledBy, describedBy, close, children }: Props) {
  useEffect(() => {
    dialog.current?.showModal();
    openModals.value += 1;
    return () => {
      openModals.value -= 1;
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      role="alertdialog"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onClose={close}
    >
      <div class="dialog-body">{children}</div>
      <Toasts />
    </dialog>
  );
}
