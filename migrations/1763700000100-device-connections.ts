import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Processes of the previous release run beside it; they write none of these rows. */
export class DeviceConnections1763700000100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- API processes that write connections. One that was killed leaves connections open: they ended when it was last seen.
      CREATE TABLE gateways (
        id      uuid PRIMARY KEY,
        seen_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX gateways_seen ON gateways (seen_at);

      -- When a session had a socket for its inbox. No foreign keys: each would lock a row of sessions per reconnect, and what
      -- is left of an account that was deleted is pruned by its age.
      CREATE TABLE device_connections (
        id              uuid PRIMARY KEY,
        user_id         uuid NOT NULL,
        session_id      uuid NOT NULL,
        gateway_id      uuid NOT NULL,
        connected_at    timestamptz(3) NOT NULL,
        disconnected_at timestamptz(3)
        -- Each row is updated once, on its own page, so that the update touches no index.
      ) WITH (fillfactor = 50);
      CREATE INDEX device_connections_user ON device_connections (user_id, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE device_connections; DROP TABLE gateways');
  }
}
