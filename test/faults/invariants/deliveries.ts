import type { DeliveryRow, PushAnswered, Taken } from '../deliveries.js';
import type { Evidence } from '../evidence.js';
import { groupBy, type Invariant, type Offence } from './invariant.js';

/** What is decided is sent within this time, also where the provider takes long. */
const onItsWayMs = 4_000;

/** One delivery, what of it the provider has taken, and what a push service has said to it. */
interface Sending {
  row: DeliveryRow;
  taken: readonly Taken[];
  answers: readonly PushAnswered[];
  /** Since when its device is none any more. */
  goneAt: Date | null;
  /** Since when what it was to close does not stand on the device any more. */
  replacedAt: Date | null;
}

/** When a notification ceased to be of use to its reader, as far as the rows say. */
function endOf({ supersededAt, validUntil, readAt, archivedAt }: DeliveryRow): number {
  return Math.min(...[supersededAt, validUntil, readAt, archivedAt].map((at) => at?.getTime() ?? Infinity));
}

/** Whether the reason of a cancellation was true at that moment. Those of which no record tells are believed. */
function wasTrue({ row: { reason, endedAt, ...row }, goneAt, replacedAt }: Sending): boolean {
  const by = (at: Date | null) => at !== null && endedAt !== null && at <= endedAt;
  if (reason === 'superseded') return by(row.supersededAt);
  if (reason === 'out_of_date') return by(row.validUntil);
  if (reason === 'read') return by(row.readAt);
  if (reason === 'archived') return by(row.archivedAt);
  if (reason === 'shown') return row.isShown;
  if (reason === 'device_gone') return by(goneAt);
  if (reason === 'replaced') return by(replacedAt);
  return reason !== null;
}

/** Whether a push service has said why a push failed, as often as that takes. */
function hasHeard({ row: { lastError, endedAt }, answers }: Sending): boolean {
  const heard = answers.filter(({ said, at }) => endedAt && at <= endedAt && lastError?.includes(said));
  return heard.length >= (lastError?.startsWith('twice') ? 2 : 1);
}

function* offencesOf(sending: Sending, takenAt: Date): Generator<string> {
  const { row, taken, answers, goneAt } = sending;
  const { status, reason, attempts, dueAt, endedAt, lastError } = row;
  if (endedAt === null && dueAt < takenAt)
    yield `${status} since ${dueAt.toISOString()}, and nobody sends it`;
  if (status === 'sent' && taken.length === 0) yield 'sent, and nobody has got it';
  if (status === 'failed' && lastError === null) yield 'failed without a reason';
  if (status === 'failed' && row.channel === 'push' && !hasHeard(sending))
    yield `failed because of ${String(lastError)}, which the push service has not said`;
  if (status === 'cancelled' && !wasTrue(sending))
    yield `cancelled because of ${String(reason)}, which was not true`;
  // A worker that dies between the provider's yes and its own commit leaves a second attempt to another, and no third.
  if (taken.length > Math.min(2, Math.max(1, attempts)))
    yield `sent ${taken.length} times in ${attempts} attempts`;
  const late = taken.find(({ at }) => at.getTime() > endOf(row) + onItsWayMs);
  if (late)
    yield `sent at ${late.at.toISOString()}, after it had ceased to be true or new at ${new Date(endOf(row)).toISOString()}`;
  const lost = answers.find(({ at }) => goneAt && at.getTime() > goneAt.getTime() + onItsWayMs);
  if (lost && goneAt)
    yield `sent at ${lost.at.toISOString()} to a device that was none any more at ${goneAt.toISOString()}`;
}

function sendings({ deliveries, taken, pushes: { answers, goneAt, replacedAt } }: Evidence): Sending[] {
  const [takenOf, answersOf] = [taken, answers].map((all) =>
    groupBy(all, ({ deliveryId }) => deliveryId),
  ) as [Map<string, Taken[]>, Map<string, PushAnswered[]>];
  return deliveries.map((row) => ({
    ...{ row, taken: takenOf.get(row.id) ?? [], answers: answersOf.get(row.id) ?? [] },
    ...{ goneAt: goneAt.get(row.target) ?? null, replacedAt: replacedAt.get(row.id) ?? null },
  }));
}

export const deliveries: Invariant = {
  letter: 'D',
  promise:
    'every delivery ended as sent once, or cancelled or failed for a reason that was true at that moment',
  check(evidence) {
    const all = sendings(evidence);
    const offences: Offence[] = all.flatMap((sending) =>
      [...offencesOf(sending, evidence.takenAt)].map((why) => ({
        id: sending.row.notificationId ?? sending.row.closes ?? sending.row.id,
        why: `${sending.row.channel} ${sending.row.id}: ${why}`,
      })),
    );
    const known = new Set(all.map(({ row }) => row.id));
    for (const { deliveryId: id } of [...evidence.taken, ...evidence.pushes.answers])
      if (!known.has(id)) offences.push({ id, why: 'sent, and there is no such delivery' });
    return { counts: countsOf(all), offences };
  },
};

function countsOf(all: readonly Sending[]): string {
  const channels = [...groupBy(all, ({ row }) => row.channel)].map(([channel, those]) => {
    const twice = those.filter(({ taken }) => taken.length > 1).length;
    const ends = [...groupBy(those, ({ row }) => row.reason ?? row.status)].map(
      ([end, { length }]) => `${length} ${end}`,
    );
    return `${channel} ${ends.join(', ')}, ${twice} taken twice`;
  });
  return channels.join('; ') || '0 deliveries';
}
