import { createHash } from 'node:crypto';
import type pg from 'pg';

/** A named prepared statement: parsed and planned once per connection. */
export interface Statement {
  name: string;
  text: string;
}

/**
 * Declares a statement. The name contains a hash of the text: PostgreSQL refuses a known name with different SQL, and truncates
 * names to 63 bytes.
 */
export function statement(name: string, text: string): Statement {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { name: `${name.slice(0, 48)}-${hash}`, text };
}

/** As the driver takes it: with its name, which has it prepared, only where the session remembers statements. */
export const queryConfig = (
  { name, text }: Statement,
  values: unknown[],
  keepsStatements: boolean,
): pg.QueryConfig => (keepsStatements ? { name, text, values } : { text, values });
