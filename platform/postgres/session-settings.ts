import type pg from 'pg';

/** A frozen process must not keep row locks: bookings that it has locked cannot expire meanwhile. */
const idleInTransactionTimeout = '4s';

/**
 * Session settings that ParkMate depends on, and that a role or database may override (ALTER ROLE … SET). Not set: search_path
 * (the operator's choice), default_transaction_read_only (deliberate), and the language of messages (not parsed).
 */
const settings: Record<string, string> = {
  // Text formats of values. The driver sets client_encoding itself.
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  // Semantics of SQL.
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
  // Ends a hanging statement. No lock_timeout: under contention, callers that merely queue for a lock would fail.
  statement_timeout: '15s',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: idleInTransactionTimeout,
  idle_session_timeout: '0',
  plan_cache_mode: 'auto',
};

export const statementTimeoutMs = 15_000;

/** Required for correctness. */
const indispensable = [
  'DateStyle',
  'standard_conforming_strings',
  'array_nulls',
  'transform_null_equals',
  'default_transaction_isolation',
];

/** Recommended: they bound how long a hanging statement or a frozen process blocks others. */
const advised = ['statement_timeout', 'idle_in_transaction_session_timeout'];

/** Unknown before PostgreSQL 17; an older server is refused with a clearer error later. */
const setTransactionTimeout = `SELECT set_config('transaction_timeout', '0', false)
  WHERE current_setting('server_version_num')::int >= 170000`;

const setAll = [
  setTransactionTimeout,
  ...Object.entries(settings).map(([name, value]) => `SET ${name} = '${value}'`),
  // 'off' can lose commits that were answered 2xx. All other values wait for a flush, locally or on a standby.
  `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`,
].join(';');

/** Sets all of them in one round trip, for a session that is not shared through a pooler. */
export async function setSession(client: pg.ClientBase): Promise<void> {
  await client.query(setAll);
}

const look = `SELECT name, setting FROM pg_settings WHERE name = ANY($1)`;

/**
 * Checks the settings behind a transaction pooler, where they cannot be set per session.
 * @throws when a required setting differs, naming the statements that fix it.
 * @returns the statements that set recommended settings which differ.
 */
export async function checkSession(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string; setting: string }>(look, [
    [...indispensable, ...advised],
  ]);
  const found = new Map(rows.map(({ name, setting }) => [name, setting]));
  const differs = (name: string) => !isGood(name, found.get(name) ?? '');
  const toSet = (names: string[]) =>
    names.map((name) => `ALTER ROLE … SET ${name} = '${settings[name] ?? ''}'`).join('; ');

  const wrong = indispensable.filter(differs);
  if (wrong.length > 0) {
    const named = wrong.map((name) => `${name} is '${found.get(name) ?? ''}'`).join(', ');
    throw new Error(
      `ParkMate cannot work with the settings of its role or database: ${named}. With DATABASE_POOLER=transaction ` +
        `it cannot set them itself. Run for the role of DATABASE_URL, and let the pooler connect anew: ${toSet(wrong)}`,
    );
  }
  const missing = advised.filter(differs);
  return missing.length > 0 ? toSet(missing) : undefined;
}

function isGood(name: string, setting: string): boolean {
  if (name === 'DateStyle') return setting.startsWith('ISO');
  if (advised.includes(name)) return setting !== '0';
  return setting === settings[name];
}
