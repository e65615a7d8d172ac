import type { OpenAlert, OperationsState, QueuesSnapshot, QueueState } from '../../../contract/operations.js';
import { operationsWords } from '../texts/operations.js';
import { formatCount, formatDuration } from './words.js';

/** How bad a figure is, in the words of the colours. `unknown`: it could not be read. */
export type Level = 'success' | 'warning' | 'error' | 'unknown';

export interface Verdict {
  level: Level;
  word: string;
}

/** A sweep ticks once a second. */
const onTimeMs = 1_000;
const tooLateMs = 5_000;

/** What is said of the expiry or warning that is longest overdue. */
export function lagVerdict(lagMs: number | null): Verdict {
  const t = operationsWords.value.verdicts;
  if (lagMs === null) return { level: 'unknown', word: t.unknown };
  if (lagMs <= onTimeMs) return { level: 'success', word: t.onTime };
  return {
    level: lagMs > tooLateMs ? 'error' : 'warning',
    word: t.late(formatDuration(lagMs)),
  };
}

const slowMs = 5_000;
const stuckMs = 30_000;

/** What is wrong with a queue, worst first; nothing where all is well. */
export function troublesOf(queue: QueueState): Verdict[] {
  const t = operationsWords.value.verdicts;
  const { paused, failed, oldestWaitingMs } = queue;
  const troubles: Verdict[] = [];
  if (paused) troubles.push({ level: 'error', word: t.paused });
  if (failed > 0) troubles.push({ level: 'error', word: t.failed(formatCount(failed)) });
  if (oldestWaitingMs > slowMs) {
    const level = oldestWaitingMs > stuckMs ? 'error' : 'warning';
    troubles.push({ level, word: t.oldestWaits(formatDuration(oldestWaitingMs)) });
  }
  return troubles;
}

/** Levels instead of the figures themselves: rows that change places every second cannot be clicked. */
function rankOf({ paused, failed, oldestWaitingMs }: QueueState): number {
  if (paused) return 0;
  if (failed > 0) return 1;
  if (oldestWaitingMs > stuckMs) return 2;
  return oldestWaitingMs > slowMs ? 3 : 4;
}

/** Worst first; among equals by name. */
export const worstFirst = (queues: readonly QueueState[]): QueueState[] =>
  queues.toSorted((a, b) => rankOf(a) - rankOf(b) || b.failed - a.failed || a.name.localeCompare(b.name));

/** In the words of the page; the colour and the icon follow from the level. */
export const alertVerdict = ({ severity }: Pick<OpenAlert, 'severity'>): Verdict =>
  severity === 'warning'
    ? { level: 'warning', word: operationsWords.value.verdicts.warning }
    : { level: 'error', word: operationsWords.value.verdicts.critical };

/** How many are open of each level, worst first. */
function openAlerts(alerts: readonly OpenAlert[]): Verdict[] {
  const t = operationsWords.value.verdicts;
  const critical = alerts.filter((alert) => alertVerdict(alert).level === 'error').length;
  const warnings = alerts.length - critical;
  return [
    { level: 'error' as const, word: t.criticalOpen(critical), count: critical },
    { level: 'warning' as const, word: t.warningsOpen(warnings), count: warnings },
  ].filter(({ count }) => count > 0);
}

/** What is wrong, in one sentence for the top of the page, at the level of the worst of it. */
export function sayWhatIsWrong(
  { queues, expiryLagMs, warningLagMs, workers }: QueuesSnapshot,
  state: OperationsState | undefined,
): Verdict {
  const t = operationsWords.value.verdicts;
  const dead = state?.outbox?.dead ?? 0;
  const troubles = (queues ?? []).map(troublesOf).filter(({ length }) => length > 0);
  const wrong = [
    ...openAlerts(state?.alerts ?? []),
    ...bad(state?.postgres.isUp === false, t.postgresDown),
    ...bad(queues === null || state?.redis.isUp === false, t.redisDown),
    ...bad(workers === 0, t.noWorker),
    ...late(t.expiryLate, t.expiryUnknown, expiryLagMs),
    ...late(t.warningsLate, t.warningsUnknown, warningLagMs),
    ...bad(troubles.length > 0, t.queuesInTrouble(troubles.length), worstOf(troubles.flat())),
    ...bad(dead > 0, t.deadEvents(dead)),
  ];
  if (wrong.length === 0) return { level: 'success', word: t.allWell };
  const sentence = `${wrong.map(({ word }) => word).join(', ')}.`;
  return { level: worstOf(wrong), word: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}` };
}

function late(say: (duration: string) => string, unknown: string, lagMs: number | null): Verdict[] {
  const { level } = lagVerdict(lagMs);
  if (lagMs === null) return [{ level: 'error', word: unknown }];
  return level === 'success' ? [] : [{ level, word: say(formatDuration(lagMs)) }];
}

const bad = (isSo: boolean, word: string, level: Level = 'error'): Verdict[] =>
  isSo ? [{ level, word }] : [];

const worstOf = (verdicts: readonly Verdict[]): Level =>
  verdicts.some(({ level }) => level === 'error') ? 'error' : 'warning';
