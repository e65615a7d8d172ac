import { expect } from 'chai';
import pg from 'pg';
import sinon from 'sinon';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { readOutboxSize } from './read-outbox-size.js';

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  Plans?: PlanNode[];
}

describe('The size of the outbox', () => {
  let domain: Domain;
  before(async () => {
    domain = await openDomain();
  });
  afterEach(() => domain.query('TRUNCATE events, outbox'));
  after(() => domain.close());

  /** Events that happened so many seconds ago, as the trigger puts them into the outbox, and then in another state. */
  const insert = async (count: number, secondsAgo: number, { attempts = 0, dead = false } = {}) => {
    const events = await domain.query<{ id: string }>(
      `INSERT INTO events (id, type, payload)
       SELECT uuidv7(make_interval(secs => -$2::float8)), 'booking.expired', '{}' FROM generate_series(1, $1::int)
       RETURNING id`,
      [count, secondsAgo],
    );
    await domain.query(
      `UPDATE outbox SET attempts = $2, dead_at = CASE WHEN $3::boolean THEN clock_timestamp() END
       WHERE event_id = ANY($1)`,
      [events.map(({ id }) => id), attempts, dead],
    );
  };

  it('is nothing when everybody has been told', async () => {
    expect(await readOutboxSize(domain.db)).to.deep.equal({ pending: 0, oldestSeconds: 0, dead: 0 });
  });

  it('tells what waits from what was given up, and how old the oldest is that still waits', async () => {
    await insert(3, 5);
    await insert(2, 600, { attempts: 4 });
    await insert(4, 86_400, { attempts: 10, dead: true });
    const { oldestSeconds, ...counts } = await readOutboxSize(domain.db);
    expect(counts).to.deep.equal({ pending: 5, dead: 4 });
    expect(oldestSeconds).to.be.within(600, 610);
  });

  it('costs no more than what it counts, whatever else lies in the outbox', async () => {
    await insert(20_000, 86_400, { attempts: 10, dead: true });
    await insert(2, 600, { attempts: 4 });
    await insert(1, 5);
    const query = sinon.spy(pg.Client.prototype, 'query');
    await readOutboxSize(domain.db);
    query.restore();
    const texts = query.args.map(([config]: unknown[]) => (config as { text?: string }).text ?? '');
    const plan = await domain.db.transaction(async ({ manager }) => {
      for (const text of texts) if (text.startsWith('SET')) await manager.query(text);
      const [row] = await manager.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>(
        `EXPLAIN (FORMAT JSON) ${texts.find((text) => text.startsWith('SELECT')) ?? ''}`,
      );
      return row?.['QUERY PLAN'][0].Plan;
    });
    const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
    const nodes = plan ? nodesOf(plan) : [];
    expect(nodes.flatMap((node) => node['Index Name'] ?? [])).to.have.members([
      ...['outbox_overdue', 'outbox_retries', 'outbox_dead'],
    ]);
    const types = nodes.map((node) => node['Node Type']);
    expect(types.filter((type) => /Sort|Seq|Bitmap/.test(type))).to.deep.equal([]);
  });
});
