/**
 * Names the history that cursors belong to. A copy restored into another server, into another database, or to a point
 * in time (which starts a new timeline) is another history, and so is one whose nonce was renewed.
 */
export const epochSql = `(
  SELECT left(md5(concat_ws('/', system_identifier, timeline_id, pg_database.oid, history.nonce)), 16)
  FROM pg_control_system(), pg_control_checkpoint(), pg_database, history
  WHERE datname = current_database()
)`;
