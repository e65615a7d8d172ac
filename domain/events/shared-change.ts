import type { Batch, Database } from '../../platform/postgres/database.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';
import { lockTogether, locksFor, type ToLock } from './locks.js';
import type { EventDraft } from './record-change.js';

/** One caller's request, with the parameters of the statement. */
export interface Ask {
  actorId: string;
  /** Events to record if the change takes effect. */
  events: Pick<EventDraft, 'type' | 'details'>[];
}

/** A change whose statement serves many callers of a group commit. */
export interface SharedChange<A extends Ask, Row extends object> {
  statement: Statement;
  batch: Batch<A, Changed<Row>>;
}

type Changed<Row> = Row & { n: number; facts: unknown; recorded: string[] };

interface Declaration<A extends Ask> {
  /** Additional columns of `asked`. */
  columns: string;
  /**
   * CTEs that change what is `asked`, of which the last is named `changed`: one row per effective change, with the `n` of its request and
   * `facts`, the base of its events' payload. No row, no event.
   */
  ctes: string;
  /**
   * Keys that may occur once per statement: two requests for the same row would both see the state before the statement.
   */
  oncePer: (ask: A) => string[];
}

/**
 * Whether a column is one of the requested ids. Without it, a generic plan made while the table was small may scan the whole table for
 * the join with `asked`, whose size the planner does not know.
 */
export const isAsked = (column: string) => `${column} = ANY(ARRAY(SELECT id FROM asked))`;

/** Declares a statement that serves several callers and inserts the events. */
export function sharedChange<A extends Ask, Row extends object>(
  name: string,
  { columns, ctes, oncePer }: Declaration<A>,
): SharedChange<A, Row> {
  const change = statement(
    name,
    `WITH asked AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset($1::jsonb) AS asked (n int, "actorId" uuid, events jsonb, ${columns})
    ),
    ${ctes},
    drafted AS MATERIALIZED (
      SELECT uuidv7() AS id, draft.type, changed.n, asked."actorId", changed.facts || coalesce(draft.details, '{}') AS payload
      FROM changed JOIN asked ON asked.n = changed.n
      CROSS JOIN LATERAL jsonb_to_recordset(asked.events) AS draft (type text, details jsonb)
    ),
    recorded AS (
      INSERT INTO events (id, type, booking_id, business_id, actor_id, payload)
      SELECT id, type, (payload ->> 'bookingId')::uuid, (payload ->> 'businessId')::uuid, "actorId", payload FROM drafted
    )
    SELECT changed.*, (SELECT array_agg(id) FROM drafted WHERE drafted.n = changed.n) AS recorded FROM changed`,
  );
  const batch: Batch<A, Changed<Row>> = async (db, asks) => {
    const taken = new Set<string>();
    const sent = asks
      .map((ask, n) => ({ n, ...ask }))
      .filter((ask) => {
        const once = oncePer(ask);
        if (once.some((one) => taken.has(one))) return false;
        for (const one of once) taken.add(one);
        return true;
      });
    const answers = new Array<Changed<Row> | undefined>(asks.length).fill(undefined);
    for (const row of await db.query<Changed<Row>>(change, [JSON.stringify(sent)])) answers[row.n] = row;
    return answers;
  };
  return { statement: change, batch };
}

/**
 * Runs a change, in a group commit together with equal changes of other members, and announces its events after the commit.
 * @param toLock rows to lock first in the same transaction, so that the change's snapshot is taken after the locks.
 * @returns the changed row, or undefined when a guard in the statement matched no row; a member leaves its group then.
 */
export async function changeTogether<A extends Ask, Row extends object>(
  db: Database,
  change: SharedChange<A, Row>,
  ask: A,
  toLock: ToLock = {},
): Promise<Row | undefined> {
  const row = db.isShared ? await among(db, change, ask, toLock) : await alone(db, change, ask, toLock);
  if (!row) return undefined;
  const { n: _n, recorded, facts: _facts, ...changed } = row;
  db.announce(recorded);
  return changed as unknown as Row;
}

async function among<A extends Ask, Row extends object>(
  db: Database,
  { batch }: SharedChange<A, Row>,
  ask: A,
  toLock: ToLock,
): Promise<Changed<Row> | undefined> {
  // Pipelined. Members without locks of their own wait too, since all locks are taken by one statement per table, in order.
  const [, row] = await Promise.all([db.share(lockTogether, toLock), db.share(batch, ask)]);
  if (!row) db.leaveGroup();
  return row;
}

async function alone<A extends Ask, Row extends object>(
  db: Database,
  { statement }: SharedChange<A, Row>,
  ask: A,
  toLock: ToLock,
): Promise<Changed<Row> | undefined> {
  const locks = locksFor([toLock]);
  const values = [JSON.stringify([{ n: 0, ...ask }])];
  const [row] =
    locks.length === 0
      ? await db.query<Changed<Row>>(statement, values)
      : await db.queryTogether<Changed<Row>>([...locks, [statement, values]]);
  return row;
}
