/**
 * PgBouncer's `pool_mode` between ParkMate and PostgreSQL. With transaction pooling, session state is lost between transactions:
 * settings, prepared statements, advisory locks.
 */
export const databasePoolers = ['none', 'session', 'transaction'] as const;
export type DatabasePooler = (typeof databasePoolers)[number];
