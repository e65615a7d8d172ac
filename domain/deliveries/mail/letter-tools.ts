import type { Database } from '../../../platform/postgres/database.js';
import type { ClaimedDelivery } from '../claimed-delivery.js';
import type { LetterContent } from './letter-content.js';

/** What a letter is written with. */
export interface LetterTools {
  db: Database;
  /** Where the web client is, such as `https://parkmate.example`. */
  origin: string;
}

/**
 * Writes a letter about the account at the moment it is sent, so that a token which it makes is in no table.
 * It may be called again for the same delivery.
 */
export type WriteLetter = (delivery: ClaimedDelivery, tools: LetterTools) => Promise<LetterContent>;
