import type pg from 'pg';
import type { DatabasePooler } from './pooler.js';
import type { ConnectionPool } from './connection-pool.js';
import { poolerAdvice } from './advice.js';
import type { Logger } from '../observability/logger.js';
import { Misconfiguration } from '../misconfiguration.js';
import { checkSession } from './session-settings.js';

const cannotWork = 'it cannot work with the database of DATABASE_URL as it is';

const look = `SELECT current_setting('server_encoding') AS encoding, pg_backend_pid() AS pid`;

/**
 * Checks once at boot that the server has the encoding and the pooling mode that ParkMate needs.
 * @throws a permanent error that says what to change.
 */
export async function checkServer(client: pg.PoolClient, pooler: DatabasePooler, log: Logger): Promise<void> {
  const { rows } = await client.query<{ encoding: string; pid: number }>(look);
  const [{ encoding, pid } = { encoding: '', pid: 0 }] = rows;
  if (encoding !== 'UTF8') {
    throw new Error(
      `The database of DATABASE_URL keeps text as ${encoding}, which cannot hold all that people write. ` +
        "ParkMate needs one made with ENCODING 'UTF8'.",
    );
  }
  if (pooler === 'transaction') {
    const advice = await checkSession(client);
    if (advice !== undefined) {
      log.warn('statements that hang are not ended: ParkMate cannot set this through the pooler', { advice });
    }
  }
  // Behind a pooler, the BackendKeyData of the connection is the pooler's and not the backend's.
  const { processID } = client as pg.PoolClient & { processID?: number };
  if (pooler === 'none' && processID !== undefined && processID !== pid)
    throw new Misconfiguration(cannotWork, [poolerAdvice]);
}

/**
 * Detects transaction pooling where session pooling is configured: two open connections share one backend. SET and prepared
 * statements would be lost there. On a busy pooler it may go undetected.
 * @throws Misconfiguration
 */
export async function checkSessionsAreOwn(pool: ConnectionPool): Promise<void> {
  const pidOf = async (client: pg.PoolClient) => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return rows[0]?.pid;
  };
  await pool.lend((one) =>
    pool.lend(async (other) => {
      if ((await pidOf(one)) !== (await pidOf(other))) return;
      throw new Misconfiguration(cannotWork, [
        'Its pooler lends sessions for one transaction at a time: set DATABASE_POOLER to transaction.',
      ]);
    }),
  );
}
