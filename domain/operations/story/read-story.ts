import type { BookingStory } from '../../../contract/api/operations.js';
import type { Language } from '../../../contract/languages.js';
import type { Database } from '../../../platform/postgres/database.js';
import { entriesOf } from './entries.js';
import { readFacts } from './read-facts.js';
import { summarize } from './summary.js';

const mostEntries = 500;

/**
 * What happened to a booking, who was told when, and what is still to come. In a language, but for the titles of notifications,
 * which are quoted as they were told, and errors.
 * @throws DomainError `not_found`
 */
export async function readStory(db: Database, bookingId: string, language: Language): Promise<BookingStory> {
  const facts = await readFacts(db, bookingId, language);
  return {
    booking: facts.booking,
    summary: summarize(facts),
    ...entriesOf(facts, mostEntries),
    asOf: facts.asOf.toISOString(),
  };
}
