import { inSpan } from '../observability/tracing.js';
import type { Statement } from './statement.js';

const system = { 'db.system.name': 'postgresql' };

/** The hash that `statement` adds to a name. */
const hash = /-[0-9a-f]{12}$/;

/** Traces statements, of which only the names are told: never their text, which is long, or their values. */
export function tracedStatements<Result>(
  statements: readonly Statement[],
  work: () => Promise<Result>,
): Promise<Result> {
  const name = statements.at(-1)?.name.replace(hash, '') ?? 'nothing';
  const batch = statements.length > 1 ? { 'db.operation.batch.size': statements.length } : {};
  return inSpan(
    name,
    { kind: 'client', attributes: { ...system, 'db.operation.name': name, ...batch } },
    work,
  );
}

/** Traces a transaction, from waiting for its connection to its commit. */
export const tracedTransaction = <Result>(work: () => Promise<Result>): Promise<Result> =>
  inSpan('transaction', { attributes: system }, work);

/** Traces a group commit, in the trace of its first member. */
export const tracedGroup = <Result>(members: number, work: () => Promise<Result>): Promise<Result> =>
  inSpan('group commit', { attributes: { ...system, 'parkmate.members': members } }, work);
