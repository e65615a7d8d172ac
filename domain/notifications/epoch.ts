/**
 * Identifies the history that cursors belong to: server, database, timeline and nonce. A restore into another server or database, a
 * point-in-time recovery (a new timeline) and a renewed nonce start a new one.
 */
export const epochSql = `(
  SELECT left(md5(concat_ws('/', system_identifier, timeline_id, pg_database.oid, history.nonce)), 16)
  FROM pg_control_system(), pg_control_checkpoint(), pg_database, history
  WHERE datname = current_database()
)`;
