import { z } from 'zod';
import type { ChannelName } from '../../domain/deliveries/channel.js';
import { channelOf, deliverTo } from '../../domain/deliveries/deliver.js';
import { dueProviders } from '../../domain/deliveries/due-providers.js';
import { defineJob, type JobContext } from '../runtime/job.js';
import { done, type Outcome } from '../runtime/outcome.js';

/** Of one provider, without a break. What is left goes to the end of the queue. */
const longestMs = 10_000;
/** While a provider's job is in progress there is no second one, but for no longer than this: that job may be lost. */
const deduplicateMs = 40_000;

/** Without a provider: finds those with something due. */
const payload = z.object({ provider: z.string().optional() });
type Payload = z.infer<typeof payload>;

/** Sends what is due over the slow channels, a job per provider, so that one that is slow holds up no other. */
export const deliverJob = defineJob({
  name: 'deliver',
  queue: 'deliver',
  payload,
  concurrency: 10,
  isVital: false,
  attempts: 1,
  schedule: { cron: '* * * * * *', deduplicateMs: 700, payload: {} },
  withoutQueue: { run: deliverAll, onceAfterReconnect: false },
  run: ({ provider }, context) => (provider === undefined ? findDue(context) : deliverOne(provider, context)),
});

const ours = async ({ db, channels }: JobContext<Payload>) =>
  (await dueProviders(db)).filter((provider) => channels.has(channelOf(provider) as ChannelName));

const jobId = (provider: string) => `deliver-${provider}`;

async function findDue(context: JobContext<Payload>): Promise<Outcome> {
  const providers = await ours(context);
  if (providers.length === 0) return done;
  await context.queue.addAll(
    providers.map((provider) => ({
      payload: { provider },
      options: { deduplicate: { id: jobId(provider), forMs: deduplicateMs } },
    })),
  );
  return done;
}

async function deliverOne(provider: string, { db, channels, queue, signal }: JobContext<Payload>) {
  const channel = channels.get(channelOf(provider) as ChannelName);
  // The next tick, a second later at most, takes what is left: after those of other providers.
  if (channel) await deliverTo(db, provider, { channel, longestMs, signal });
  await queue.allowDuplicate(jobId(provider));
  return done;
}

/** Without Redis every worker sends by itself. What one has claimed the others leave alone. */
async function deliverAll(context: JobContext<Payload>): Promise<void> {
  const { db, channels, signal } = context;
  for (const provider of await ours(context)) {
    const channel = channels.get(channelOf(provider) as ChannelName);
    if (channel) await deliverTo(db, provider, { channel, longestMs, signal });
  }
}
