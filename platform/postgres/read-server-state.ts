import { statfs } from 'node:fs/promises';
import type { Database } from './database.js';
import { statement } from './statement.js';

const connections = statement(
  'read-connections',
  `SELECT sum(numbackends)::int AS used,
          current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
            - current_setting('reserved_connections')::int AS max
   FROM pg_stat_database`,
);

const replicas = statement(
  'read-replicas',
  `SELECT application_name AS name, (max(extract(epoch FROM replay_lag)) * 1000)::float8 AS "lagMs"
   FROM pg_stat_replication WHERE replay_lag IS NOT NULL GROUP BY 1`,
);

/** Null where the server runs elsewhere, or its user may not know the folder: asking all the same would fill its log with errors. */
const dataFolder = statement(
  'read-data-folder',
  `SELECT CASE
     WHEN coalesce(inet_server_addr() <<= '127.0.0.0/8' OR inet_server_addr() = '::1', true)
       AND pg_has_role('pg_read_all_settings', 'USAGE')
     THEN current_setting('data_directory')
   END AS path`,
);

/** Connections of all databases of the server, and how many it accepts of roles for which none are reserved. */
export async function readConnections(db: Database): Promise<{ used: number; max: number }> {
  const [row] = await db.query<{ used: number; max: number }>(connections);
  if (!row) throw new Error('counting connections returned no row');
  return row;
}

/** By how much replicas lag. Those that have nothing to replay, or that this user may not see, are left out. */
export const readReplicas = (db: Database): Promise<{ name: string; lagMs: number }[]> =>
  db.query<{ name: string; lagMs: number }>(replicas);

/**
 * The used share of the disk with the server's data, in per cent.
 * @throws where it cannot be known: the server runs on another machine, or its folder is not to be seen.
 */
export async function readDiskPercent(db: Database): Promise<number> {
  const [folder] = await db.query<{ path: string | null }>(dataFolder);
  if (folder?.path == null) throw new Error('the folder of the data is not known');
  const { blocks, bfree, bavail } = await statfs(folder.path);
  const used = blocks - bfree;
  return (used / (used + bavail)) * 100;
}
