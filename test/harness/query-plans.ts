import pg from 'pg';
import sinon from 'sinon';
import type { Database } from '../../platform/postgres/database.js';
import { largeTables } from './large-tables.js';
import { hereMs } from '../../dev/tests/machine.js';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

class UndoneOnPurpose extends Error {}

export interface Asked {
  text: string;
  values: unknown[];
}

/** What no page comes near, and what walking through any of these tables exceeds. */
const mostRows = 5_000;
const mostMs = 5;
/** Tries go on for so long: a statement of two milliseconds takes seven while another process has its core. */
const triesForMs = 3_000;

/** What a piece of work asks PostgreSQL. Nothing stays changed. */
export async function askedBy(db: Database, work: (db: Database) => Promise<unknown>): Promise<Asked[]> {
  const query = sinon.spy(pg.Client.prototype, 'query');
  try {
    await db.transaction(async (tx) => {
      await work(tx);
      throw new UndoneOnPurpose();
    });
  } catch (error) {
    if (!(error instanceof UndoneOnPurpose)) throw error;
  } finally {
    query.restore();
  }
  return query.args
    .map(([config, values]: unknown[]) =>
      typeof config === 'string'
        ? { text: config, values: (values as unknown[] | undefined) ?? [] }
        : { text: '', values: [], ...(config as Partial<Asked>) },
    )
    .filter(({ text }) => /^\s*(SELECT|UPDATE|WITH)/.test(text));
}

const literal = (value: unknown): string => {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map(String).join()}}`);
  return pg.escapeLiteral(typeof value === 'string' ? value : JSON.stringify(value));
};

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
const rowsOf = (node: PlanNode) =>
  (node['Actual Rows'] +
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Index Recheck'] ?? 0)) *
  node['Actual Loops'];

interface Explained {
  Plan: PlanNode;
  'Execution Time': number;
}

function faultsOfPlan({ Plan, 'Execution Time': tookMs }: Explained): string[] {
  const nodes = nodesOf(Plan);
  const rows = Math.max(...nodes.map(rowsOf));
  const whole = nodes.filter(
    (node) => node['Node Type'] === 'Seq Scan' && largeTables.includes(node['Relation Name'] ?? ''),
  );
  return [
    ...(tookMs > hereMs(mostMs) ? [`${tookMs} ms`] : []),
    ...(rows > mostRows ? [`${rows} rows`] : []),
    ...whole.map((node) => `reads all ${node['Relation Name'] ?? ''}`),
  ];
}

/** Repeats it while chance may have made it slow, and leaves nothing changed. @returns what is wrong with it each time. */
export function faultsOf(
  db: Database,
  { text, values }: Asked,
  mode: 'generic' | 'custom',
): Promise<string[]> {
  return db.transaction(async ({ manager }) => {
    await manager.query(`SET LOCAL plan_cache_mode = force_${mode}_plan; SET LOCAL enable_seqscan = on`);
    await manager.query(`PREPARE asked AS ${text}`);
    const call = values.length > 0 ? `asked (${values.map(literal).join()})` : 'asked';
    let faults: string[];
    try {
      const triedUntil = performance.now() + triesForMs;
      do {
        await manager.query('SAVEPOINT before');
        const [row] = await manager.query<{ 'QUERY PLAN': [Explained] }[]>(
          `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) EXECUTE ${call}`,
        );
        await manager.query('ROLLBACK TO SAVEPOINT before');
        if (!row) throw new Error('there is no plan');
        faults = faultsOfPlan(row['QUERY PLAN'][0]);
      } while (faults.length > 0 && performance.now() < triedUntil);
      return faults;
    } finally {
      await manager.query('DEALLOCATE asked');
    }
  });
}
