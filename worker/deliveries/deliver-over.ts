import { z } from 'zod';
import type { ChannelName } from '../../domain/deliveries/channel.js';
import { deliverTo } from '../../domain/deliveries/deliver.js';
import { dueProviders } from '../../domain/deliveries/due-providers.js';
import { defineJob, type JobContext, type QueuedJob } from '../runtime/job.js';
import { done, type Outcome } from '../runtime/outcome.js';

/** To one provider, without a break. What is left goes to the end of the queue. */
const longestMs = 10_000;
/** While a provider's job is in progress there is no second one, but for no longer than this: that job may be lost. */
const deduplicateMs = 40_000;

/** Without a provider: finds those with something due. */
const payload = z.object({ provider: z.string().optional() });
type Payload = z.infer<typeof payload>;
type Context = JobContext<Payload>;

const jobId = (provider: string) => `deliver-${provider}`;

/**
 * The job that sends what is due over one slow channel: one per provider, so that one that is slow holds up no other. Channels have a
 * queue each, since there are few providers of mail and push, which ParkMate has chosen, and any number of webhooks, which answer whenever
 * they like, or never: no warning is to wait for those.
 * @param concurrency how many providers one worker sends to side by side
 */
export const deliverOver = (channel: ChannelName, concurrency: number): QueuedJob<Payload> =>
  defineJob({
    name: `deliver-${channel}`,
    queue: `deliver-${channel}`,
    payload,
    concurrency,
    isVital: false,
    attempts: 1,
    schedule: { cron: '* * * * * *', deduplicateMs: 700, payload: {} },
    withoutQueue: {
      run: (context) => deliverHere(channel, concurrency, context),
      onceAfterReconnect: false,
    },
    run: ({ provider }, context) =>
      provider === undefined ? findDue(channel, context) : deliverOne(channel, provider, context),
  });

async function findDue(name: ChannelName, { db, channels, queue }: Context): Promise<Outcome> {
  if (!channels.has(name)) return done;
  const providers = await dueProviders(db, name);
  if (providers.length === 0) return done;
  await queue.addAll(
    providers.map((provider) => ({
      payload: { provider },
      options: { deduplicate: { id: jobId(provider), forMs: deduplicateMs } },
    })),
  );
  return done;
}

async function deliverOne(name: ChannelName, provider: string, { db, channels, queue, signal }: Context) {
  const channel = channels.get(name);
  // The next tick, a second later at most, takes what is left: after those of other providers.
  if (channel) await deliverTo(db, provider, { channel, longestMs, signal });
  await queue.allowDuplicate(jobId(provider));
  return done;
}

/** Without Redis every worker sends by itself. What one has claimed the others leave alone. */
async function deliverHere(
  name: ChannelName,
  concurrency: number,
  { db, channels, signal }: Context,
): Promise<void> {
  const channel = channels.get(name);
  if (!channel) return;
  const endsAt = performance.now() + longestMs;
  const left = (await dueProviders(db, name)).values();
  const lane = async () => {
    for (const provider of left) {
      await deliverTo(db, provider, { channel, longestMs, signal });
      // What has become due meanwhile is found when all have ended.
      if (performance.now() > endsAt) return;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}
