import type { NotifyJob } from '../../domain/queues.js';
import type { Services } from '../services.js';
import { tellOn, tellSome } from './tell.js';

/**
 * Tells the recipients of these events, and then the gateways. What is too much for one transaction goes to the end of
 * the queue, so that others' events pass in between.
 */
export async function runNotify(services: Services, { eventIds, relayed }: NotifyJob): Promise<void> {
  const { queues } = services;
  if (relayed !== undefined) {
    // The relay would take a job that waits for its turn again for one that was lost. What is left it finds by itself.
    await tellOn(services, eventIds);
    await queues.notify.removeDeduplicationKey(relayed);
    return;
  }
  const rest = await tellSome(services, eventIds);
  if (rest.length > 0) await queues.notify.add('rest', { eventIds: rest });
}
