import { ExternalLink } from 'lucide-preact';
import { openBoardSession } from '../http/operations.js';
import { sentenceFor } from '../http/problem.js';
import { operationsWords } from '../texts/operations.js';
import { say } from '../toasts/toasts.js';

const board = '/admin/queues';

/** The queue board asks for a cookie of its own, which is set before it is opened. */
async function open(): Promise<void> {
  // A tab that is opened later than the click is taken for a popup, and blocked.
  const tab = window.open('', '_blank');
  try {
    await openBoardSession();
    if (tab) tab.location = board;
    else location.assign(board);
  } catch (error) {
    tab?.close();
    say({ type: 'error', title: operationsWords.peek().board.failed, message: sentenceFor(error) });
  }
}

export function BoardLink() {
  return (
    <button type="button" class="ops-tab" onClick={() => void open()}>
      {operationsWords.value.board.open} <ExternalLink aria-hidden="true" />
      <span class="visually-hidden">{operationsWords.value.board.newTab}</span>
    </button>
  );
}
