import { tidy } from '../../domain/tidy.js';
import type { Services } from '../services.js';

/** Deletes what nobody can ask for any more. */
export async function runTidy({ db, log }: Services): Promise<void> {
  const deleted = await tidy(db);
  log.info('tidied', deleted);
}
