import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

export interface Deadline {
  /** Milliseconds until then by the database's clock; 0 when overdue. */
  inMs: number;
  /** The deadline in milliseconds since 1970. */
  at: number;
}

const next = statement(
  'next-deadline',
  `SELECT greatest(0, ceil(extract(epoch FROM at - clock_timestamp()) * 1000))::int AS "inMs",
          (extract(epoch FROM at) * 1000)::bigint AS at
   FROM (
     SELECT least(
       (SELECT min(ends_at) FROM bookings
        WHERE status = 'active' AND ends_at <= statement_timestamp() + make_interval(secs => $1)),
       (SELECT min(warn_at) FROM bookings
        WHERE status = 'active' AND warned_at IS NULL
          AND warn_at <= statement_timestamp() + make_interval(secs => $1))
     ) AS at
   ) AS earliest
   WHERE at IS NOT NULL`,
);

/** The earliest warning or expiry within so many seconds. */
export async function nextDeadline(db: Database, withinSeconds: number): Promise<Deadline | undefined> {
  const [deadline] = await db.query<Deadline & Record<string, number>>(next, [withinSeconds]);
  return deadline;
}
