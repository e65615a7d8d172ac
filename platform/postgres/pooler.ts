/**
 * What stands between us and PostgreSQL, as the `pool_mode` of PgBouncer has it. A pooler that lends its sessions for one
 * transaction at a time keeps nothing in them for us: no settings, no prepared statements, no locks.
 */
export const databasePoolers = ['none', 'session', 'transaction'] as const;
export type DatabasePooler = (typeof databasePoolers)[number];
