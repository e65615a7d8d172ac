import type { Database } from './database.js';
import { statement } from './statement.js';

export interface PostgresServerState {
  connections: number;
  maxConnections: number;
  databaseBytes: number;
  replicationLagMs: number | null;
}

// A role that may not see other sessions is given their number, and of replicas rows without a state.
const read = statement(
  'read-server-state',
  `SELECT (SELECT sum(numbackends)::int FROM pg_stat_database) AS connections,
          current_setting('max_connections')::int AS "maxConnections",
          pg_database_size(current_database())::float8 AS "databaseBytes",
          (SELECT max(extract(epoch FROM coalesce(replay_lag, '0')) * 1000)::float8
           FROM pg_stat_replication WHERE state IS NOT NULL) AS "replicationLagMs"`,
);

/** Costs a look at every file of the database: not for every second. */
export async function readPostgresServer(db: Database): Promise<PostgresServerState> {
  const [state] = await db.query<PostgresServerState & Record<string, number | null>>(read);
  if (!state) throw new Error('the state of the server has no row');
  return state;
}
