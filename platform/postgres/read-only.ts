import type { DatabaseContext } from './database-context.js';
import { ReadOnlyServer } from './errors.js';
import { queryConfig, statement } from './statement.js';

const isReadOnly = statement(
  'is-read-only',
  `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS "readOnly"`,
);

/** @throws ReadOnlyServer for a standby or a demoted primary. */
export async function assertWritable({ pool, keepsStatements }: DatabaseContext): Promise<void> {
  await pool.lend(async (client) => {
    const { rows } = await client.query<{ readOnly: boolean }>(queryConfig(isReadOnly, [], keepsStatements));
    if (rows[0]?.readOnly) throw new ReadOnlyServer();
  });
}
