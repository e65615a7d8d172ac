import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../platform/postgres/database.js';
import { messageOf } from '../../platform/errors.js';
import type { Attempt, Channel, ChannelName } from './channel.js';
import { claimDeliveries } from './claim-deliveries.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import { measureAttempt, measureCancelled } from './delivery-metrics.js';
import { finishDeliveries } from './finish-deliveries.js';
import { untilRecorded } from './until-recorded.js';

/** How many are on their way to one provider at once, per process. */
const atOnce = 20;

/** Shorter than the lease of a claim, so that nobody makes a second attempt while this one goes on. */
const attemptMs = 25_000;

/** Until the provider's rate allows more. */
const pauseMs = 100;

/**
 * Sends what is due at one provider, for so many milliseconds at most.
 * @returns whether there is more.
 */
export async function deliverTo(
  db: Database,
  provider: string,
  { channel, longestMs, signal }: { channel: Channel; longestMs: number; signal: AbortSignal },
): Promise<boolean> {
  const endsAt = performance.now() + longestMs;
  for (;;) {
    const { claimed, cancelled, isMore } = await claimDeliveries(db, provider, {
      ...{ perSecond: channel.perSecond, most: atOnce },
    });
    for (const { channel: name, reason } of cancelled) measureCancelled(name, reason);
    if (claimed.length > 0) {
      const attempted = await Promise.all(
        claimed.map(async (delivery) => ({ delivery, attempt: await attempt(channel, delivery) })),
      );
      for (const { attempt: made, outcome } of await untilRecorded(() =>
        finishDeliveries(db, provider, attempted),
      ))
        measureAttempt(channel.name, made.is, outcome);
    }
    if (!isMore) return false;
    if (signal.aborted || performance.now() > endsAt) return true;
    if (claimed.length + cancelled.length === 0) await wait(pauseMs);
  }
}

async function attempt(channel: Channel, delivery: ClaimedDelivery): Promise<Attempt> {
  try {
    return await channel.send(delivery, AbortSignal.timeout(attemptMs));
  } catch (error) {
    return { is: 'later', reason: messageOf(error) };
  }
}

/** The channels of this installation, by name. */
export type Channels = ReadonlyMap<ChannelName, Channel>;
