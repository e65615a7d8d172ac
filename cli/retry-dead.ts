import { retryDeadEvents } from '../domain/events/retry-dead-events.js';
import { onDatabase } from './on-database.js';

await onDatabase({ command: 'retry-dead', nothing: 'No event is tried again' }, async (db) => {
  const count = await retryDeadEvents(db);
  console.log(`${count} ${count === 1 ? 'event is' : 'events are'} tried again.`);
});
