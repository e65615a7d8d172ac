import { inbox as texts } from '../texts/inbox.js';

/** What was done here, in words, and what takes it back. */
export interface Outcome {
  said: string;
  undo?: () => Promise<unknown>;
}

/** What was done, for those who see it and those who hear it. It stays: nobody has to be quick to take it back. */
export function OutcomeBar({ outcome, undone }: { outcome: Outcome | undefined; undone: () => void }) {
  const undo = outcome?.undo;
  return (
    <div class={`inbox-outcome ${undo ? 'shown' : ''}`}>
      <p role="status">{outcome?.said}</p>
      {undo && (
        <button
          type="button"
          class="link"
          onClick={() => {
            void undo().then(undone);
          }}
        >
          {texts.value.undo}
        </button>
      )}
    </div>
  );
}
