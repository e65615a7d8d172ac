import { createHash } from 'node:crypto';

/** SQL under a name that PostgreSQL remembers per connection, so that it is parsed and planned once. */
export interface Statement {
  name: string;
  text: string;
}

/**
 * Declares a statement. The name carries a hash of the text, since a connection refuses a known name with other SQL
 * and the length of a name is bounded.
 */
export function statement(name: string, text: string): Statement {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { name: `${name.slice(0, 48)}-${hash}`, text };
}
