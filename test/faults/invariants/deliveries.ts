import type { DeliveryRow } from '../evidence.js';
import { groupBy, type Invariant, type Offence } from './invariant.js';

/** What is decided is sent within this time, also where the provider takes long. */
const onItsWayMs = 4_000;

/** When a notification ceased to be of use to its reader, as far as the rows say. */
function endOf({ supersededAt, validUntil, readAt, archivedAt }: DeliveryRow): number {
  return Math.min(...[supersededAt, validUntil, readAt, archivedAt].map((at) => at?.getTime() ?? Infinity));
}

/** Whether the reason of a cancellation was true at that moment. Those of which no row tells are believed. */
function wasTrue({ reason, endedAt, ...row }: DeliveryRow): boolean {
  const by = (at: Date | null) => at !== null && endedAt !== null && at <= endedAt;
  if (reason === 'superseded') return by(row.supersededAt);
  if (reason === 'out_of_date') return by(row.validUntil);
  if (reason === 'read') return by(row.readAt);
  if (reason === 'archived') return by(row.archivedAt);
  if (reason === 'shown') return row.isShown;
  return reason !== null;
}

function* offencesOf(row: DeliveryRow, letters: readonly Date[], takenAt: Date): Generator<string> {
  const { status, reason, attempts, dueAt, endedAt, lastError } = row;
  if (endedAt === null && dueAt < takenAt)
    yield `${status} since ${dueAt.toISOString()}, and nobody sends it`;
  if (status === 'sent' && letters.length === 0) yield 'sent, and nobody has got it';
  if (status === 'failed' && lastError === null) yield 'failed without a reason';
  if (status === 'cancelled' && !wasTrue(row))
    yield `cancelled because of ${String(reason)}, which was not true`;
  // A worker that dies between the provider's yes and its own commit leaves a second attempt to another, and no third.
  if (letters.length > Math.min(2, Math.max(1, attempts)))
    yield `sent ${letters.length} times in ${attempts} attempts`;
  const late = letters.find((at) => at.getTime() > endOf(row) + onItsWayMs);
  if (late)
    yield `sent at ${late.toISOString()}, after it had ceased to be true or new at ${new Date(endOf(row)).toISOString()}`;
}

export const deliveries: Invariant = {
  letter: 'D',
  promise: 'every delivery ended as sent once, or cancelled for a reason that was true at that moment',
  check({ deliveries: rows, taken, takenAt }) {
    const letters = groupBy(taken, ({ deliveryId }) => deliveryId);
    const offences: Offence[] = rows.flatMap((row) =>
      [
        ...offencesOf(
          row,
          (letters.get(row.id) ?? []).map(({ at }) => at),
          takenAt,
        ),
      ].map((why) => ({
        id: row.notificationId ?? row.id,
        why: `${row.channel} ${row.id}: ${why}`,
      })),
    );
    const known = new Set(rows.map(({ id }) => id));
    for (const id of letters.keys())
      if (!known.has(id)) offences.push({ id, why: 'sent, and there is no such delivery' });
    const twice = [...letters.values()].filter(({ length }) => length > 1).length;
    return {
      counts: `${rows.length} deliveries, ${taken.length} taken by the provider, ${twice} twice`,
      offences,
    };
  },
};
