import { liveBatchEvent } from '../../domain/notifications/live-message.js';
import { notify } from '../../domain/notifications/notify.js';
import type { Services } from '../services.js';

/** Tells the recipients of these events, and then the gateways. */
export async function runNotify({ db, log, emitter }: Services, eventIds: string[]): Promise<void> {
  const batch = await notify(db, eventIds, log);
  if (batch.messages.length > 0 || batch.businesses.length > 0) emitter.serverSideEmit(liveBatchEvent, batch);
}
