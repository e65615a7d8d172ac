import { createHash } from 'node:crypto';

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
