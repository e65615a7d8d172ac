import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';
import type { OperatorAction } from '../../../contract/api/operations.js';
import { Submission } from '../http/submission.js';
import { sentenceFor } from '../http/problem.js';
import { ActDialog, type Act } from './act-dialog.js';
import { ActNotice, type Notice } from './act-notice.js';
import { changedNothing, sayAction, undoneBecause } from './act-words.js';

/** Takes back what was done. */
type Undo = (body: { reason: string }, idempotencyKey: string) => Promise<OperatorAction>;

export interface Acting {
  ask: (act: Act, undo?: Undo) => void;
  /** The dialog while it asks, and what came of the last action. */
  shown: ComponentChild;
}

/** Acting with confirmation: ask, say what was done, offer to undo it. */
export function useActing(changed: () => void = () => undefined): Acting {
  const [asked, setAsked] = useState<{ act: Act; undo: Undo | undefined; turn: number }>();
  const [notice, setNotice] = useState<Notice>();

  const takeBack = async (undo: Undo, reason: string) => {
    try {
      const action = await new Submission(undo).run({ reason: undoneBecause(reason) });
      setNotice({ text: sayAction(action) });
    } catch (error) {
      setNotice({ text: sentenceFor(error), isFailure: true });
    }
    changed();
  };
  const done = (action: OperatorAction, undo: Undo | undefined, reason: string) => {
    const isFailure = action.error !== null;
    const text = isFailure ? `${sayAction(action)}: ${action.error}` : `${sayAction(action)}.`;
    setNotice({
      text,
      isFailure,
      ...(undo && !isFailure && !changedNothing(action) && { undo: () => void takeBack(undo, reason) }),
    });
    changed();
  };
  const shown = (
    <>
      {notice && (
        <ActNotice
          notice={notice}
          dismiss={() => {
            setNotice(undefined);
          }}
        />
      )}
      {asked && (
        <ActDialog
          key={asked.turn}
          act={asked.act}
          done={(action, reason) => {
            done(action, asked.undo, reason);
          }}
          close={() => {
            // Its event comes after the focus has gone back, by when another one may have been asked for.
            setAsked((latest) => (latest?.turn === asked.turn ? undefined : latest));
          }}
        />
      )}
    </>
  );
  return {
    ask: (act, undo) => {
      setAsked((before) => ({ act, undo, turn: (before?.turn ?? 0) + 1 }));
    },
    shown,
  };
}
