/* What patches put into the server, so that a process is interrupted in the middle of its work when its environment says so. */
import { hereMs } from '../../dev/tests/machine.js';
import { withTimeout } from '../../platform/async/with-timeout.js';
import type { SupervisedProcess } from '../harness/supervised-process.js';

/** The process dies, and does nothing after. */
export const dieAt = (where: string): string =>
  `if (process.env.DIE_AT === '${where}') { process.kill(process.pid, 'SIGKILL'); for (;;); }`;

const dieWithinMs = 60_000;

/** Resolves when a process has died that was to. @throws Error where it lives on, since what was put is never reached. */
export const deathOf = (doomed: SupervisedProcess): Promise<void> =>
  withTimeout(doomed.ended(), hereMs(dieWithinMs), `${doomed.name} was to die, and`);

/** What a process prints before it stops itself. */
export const frozen = /\bfrozen here\b/;

/** The process stops, once, and says so before. Where `await` is allowed. */
export const freezeAt = (where: string): string =>
  `if (process.env.FREEZE_AT === '${where}') {
    delete process.env.FREEZE_AT;
    (await import('node:fs')).writeSync(1, 'frozen here\\n');
    process.kill(process.pid, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }`;

/**
 * Replaces an action that takes the database first: `interruption` comes when the action has done its work, in the same
 * transaction and before that is committed. It may use the `result` of the action.
 */
export const beforeCommit = (interruption: string): string =>
  `(original) => (db, ...given) => db.transaction(async (tx) => {
    const result = await original(tx, ...given);
    ${interruption}
    return result;
  })`;
