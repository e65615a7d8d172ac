import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

/** A connection that is not written yet, and that may be over already. Times in milliseconds since 1970. */
export interface Opened {
  id: string;
  userId: string;
  sessionId: string;
  connectedAt: number;
  disconnectedAt: number | null;
}

/** The end of a connection that was written before. */
export interface Closed {
  id: string;
  disconnectedAt: number;
}

/** After so long without a sign of life a gateway counts as killed; it gives one every ten seconds. */
const gatewaySilence = `interval '30 seconds'`;

/**
 * When a connection ended, in SQL; NULL while it is open.
 * @param connection an alias of `device_connections`; `gateway` one of the LEFT JOINed `gateways`.
 */
export const endOfConnection = (connection: string, gateway: string) => `
  CASE WHEN ${connection}.disconnected_at IS NOT NULL THEN ${connection}.disconnected_at
       WHEN ${gateway}.seen_at > clock_timestamp() - ${gatewaySilence} THEN NULL
       ELSE greatest(${gateway}.seen_at, ${connection}.connected_at) END`;

/** May run again with the same rows, after a failure that left open whether it was committed. */
const record = statement(
  'record-connections',
  `WITH gateway AS (
     INSERT INTO gateways (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()
   ),
   closed AS (
     UPDATE device_connections SET disconnected_at = to_timestamp(said.at / 1000.0)
     FROM unnest($7::uuid[], $8::bigint[]) AS said (id, at)
     WHERE device_connections.id = said.id
   )
   INSERT INTO device_connections (id, user_id, session_id, gateway_id, connected_at, disconnected_at)
   SELECT id, user_id, session_id, $1, to_timestamp(connected_at / 1000.0), to_timestamp(disconnected_at / 1000.0)
   FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::bigint[])
     AS said (id, user_id, session_id, connected_at, disconnected_at)
   ON CONFLICT (id) DO UPDATE SET disconnected_at = excluded.disconnected_at
   WHERE excluded.disconnected_at IS NOT NULL`,
);

/** Records what has happened to the connections of one gateway, and that it is alive. */
export async function recordConnections(
  db: Database,
  gatewayId: string,
  { opened, closed }: { opened: readonly Opened[]; closed: readonly Closed[] },
): Promise<void> {
  await db.query(record, [
    gatewayId,
    opened.map(({ id }) => id),
    opened.map(({ userId }) => userId),
    opened.map(({ sessionId }) => sessionId),
    opened.map(({ connectedAt }) => connectedAt),
    opened.map(({ disconnectedAt }) => disconnectedAt),
    closed.map(({ id }) => id),
    closed.map(({ disconnectedAt }) => disconnectedAt),
  ]);
}
