import { retryEvents } from '../domain/operations/retry-events.js';
import { onDatabase } from './on-database.js';

await onDatabase({ command: 'retry-dead', nothing: 'No event is tried again' }, async (db) => {
  const { touched } = await retryEvents(db, null, { reason: 'npm run retry-dead' });
  console.log(`${touched ?? 0} ${touched === 1 ? 'event is' : 'events are'} tried again.`);
});
