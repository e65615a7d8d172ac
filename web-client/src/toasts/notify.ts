import { signal } from '@preact/signals';
import { say } from './toasts.js';

/** What is asked before something is done that cannot be taken back. */
export interface Question {
  title: string;
  /** What follows from it. */
  detail?: string;
  /** On the button that does it. */
  action: string;
  /** On the one that does not. */
  keep: string;
  /** Where somebody is owed a reason. */
  reason?: { label: string; hint: string; missing: string; maxLength: number };
  /** Does it. What goes wrong is said in the dialog, which stays. @param reason empty where none is asked for @returns what changes the page, when the focus is back in it */
  act: (reason: string, idempotencyKey: string) => Promise<() => void>;
}

/** The question that is open. */
export const asked = signal<{ question: Question; turn: number } | undefined>(undefined);

/** All ways to speak to whoever uses the page: a toast for what has happened, a dialog before what cannot be undone. */
export const notify = {
  say,
  confirm(question: Question): void {
    asked.value = { question, turn: (asked.peek()?.turn ?? 0) + 1 };
  },
};
