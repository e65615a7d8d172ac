import { CircleCheck, TriangleAlert, X } from 'lucide-preact';
import { useEffect, useRef } from 'preact/hooks';
import { operationsWords } from '../texts/operations.js';

export interface Notice {
  text: string;
  isFailure?: boolean;
  undo?: () => void;
}

/** What came of an action. It stays until it is dismissed, and takes the focus that the closed dialog has given back. */
export function ActNotice({ notice, dismiss }: { notice: Notice; dismiss: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.focus();
  }, [notice]);
  const Icon = notice.isFailure ? TriangleAlert : CircleCheck;
  return (
    <div
      class={`ops-notice level-${notice.isFailure ? 'error' : 'success'}`}
      role="status"
      tabIndex={-1}
      ref={place}
    >
      <Icon aria-hidden="true" />
      <p class="strong">{notice.text}</p>
      {notice.undo && (
        <button type="button" class="link" onClick={notice.undo}>
          {operationsWords.value.act.undo}
        </button>
      )}
      <button
        type="button"
        class="icon-button"
        aria-label={operationsWords.value.act.dismiss}
        onClick={dismiss}
      >
        <X aria-hidden="true" />
      </button>
    </div>
  );
}
