import type { Batch, Database } from '../../platform/postgres/database.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';
import { lockTogether, locksFor, type ToLock } from './locks.js';
import type { EventDraft } from './record-change.js';

/** Somebody's wish to change something; besides, what the statement needs to know of it. */
export interface Ask {
  actorId: string;
  /** What is announced, if it is changed. */
  events: Pick<EventDraft, 'type' | 'details'>[];
}

/** A change of which many callers may share one statement. */
export interface SharedChange<A extends Ask, Row extends object> {
  statement: Statement;
  batch: Batch<A, Changed<Row>>;
}

type Changed<Row> = Row & { n: number; facts: unknown; recorded: string[] };

interface Declaration<A extends Ask> {
  /** What is asked, besides of `Ask`, as columns of `asked`. */
  columns: string;
  /**
   * Common table expressions that change what is `asked`, the last called `changed`: a row per change that took effect, with
   * the `n` of what was asked and the `facts` that the payload of its events starts from. No row, no event.
   */
  ctes: string;
  /**
   * What one statement may change once. It sees what was there before it began: of two who ask for the same, the second is
   * to see what the first has done.
   */
  oncePer: (ask: A) => string[];
}

/**
 * Whether a column is an `id` that is asked for. Without it PostgreSQL may read the whole table for a join with `asked`: it
 * cannot know how many are asked for, and keeps to a plan that it has made while the table was small.
 */
export const isAsked = (column: string) => `${column} = ANY(ARRAY(SELECT id FROM asked))`;

/** Declares a statement that changes what several callers have asked for, and writes the events of it. */
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
 * Changes what is asked for, together with others who ask for the same in a transaction that they share, and announces
 * the events once they are durable.
 * @param toLock what is to be locked before, in the same transaction: the change's snapshot must be newer than these locks.
 * @returns the changed row, or undefined when the statement's guard let nothing through. Who shares leaves the group then.
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
  // Sent one behind the other. Also those who lock nothing wait for the others' locks, which all come in one order.
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
