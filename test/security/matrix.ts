import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { finds, kindOf } from './belongings.js';
import type { Operation } from './operations.js';
import { changedTables, takeSnapshot } from './snapshot.js';
import type { Caller, Side } from './world.js';

export interface Attempt {
  token?: string | undefined;
  id?: string | undefined;
  body?: unknown;
  query?: string;
  key?: string;
  method?: string;
}

export interface Reply {
  status: number;
  replayed: boolean;
  text: string;
  /** The body without what differs from request to request. */
  body: Record<string, unknown>;
}

/** Calls an operation as a browser's script would, and counts as refused what changed a row nevertheless. */
export class Matrix {
  /** What was found to be wrong, one line each. */
  readonly wrong: string[] = [];

  constructor(
    private readonly url: string,
    private readonly db: pg.Pool,
  ) {}

  async call({ method, path }: Operation, attempt: Attempt): Promise<Reply> {
    const address = path.replace(/\{[^}]+\}/, attempt.id ?? '');
    const response = await fetch(`${this.url}/api${address}${attempt.query ?? ''}`, {
      method: attempt.method ?? method,
      headers: {
        ...(attempt.token ? { authorization: `Bearer ${attempt.token}` } : {}),
        ...(attempt.key ? { 'idempotency-key': attempt.key } : {}),
        ...(attempt.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(attempt.body === undefined ? {} : { body: JSON.stringify(attempt.body) }),
    });
    const text = await response.text();
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    delete body.requestId;
    return { status: response.status, replayed: response.headers.has('idempotent-replayed'), text, body };
  }

  /** Calls, and notes when the answer is not this one or when any row has changed in a table not named here. */
  async refuses(
    what: string,
    operation: Operation,
    attempt: Attempt,
    expected: { status: number; likeId?: string; mayChange?: string[] },
  ): Promise<Reply> {
    const before = await takeSnapshot(this.db);
    const reply = await this.call(operation, attempt);
    if (reply.status !== expected.status) {
      this.wrong.push(`${operation.call} as ${what}: ${reply.status} and not ${expected.status}`);
    }
    if (reply.replayed) this.wrong.push(`${operation.call} as ${what}: was given another's answer`);
    if (expected.likeId !== undefined) {
      const unknown = await this.call(operation, { ...attempt, id: expected.likeId });
      if (unknown.status !== reply.status || !isDeepStrictEqual(unknown.body, reply.body)) {
        this.wrong.push(`${operation.call} as ${what}: differs from an id that nobody has`);
      }
    }
    const changed = changedTables(before, await takeSnapshot(this.db));
    const surprising = changed.filter((table) => !expected.mayChange?.includes(table));
    if (surprising.length > 0) this.wrong.push(`${operation.call} as ${what}: changed ${surprising.join()}`);
    return reply;
  }

  /** Calls what the caller may, and notes when that touches or tells anything of somebody else's side. */
  async leavesAlone(what: string, operation: Operation, attempt: Attempt, other: Side): Promise<Reply> {
    const before = await takeSnapshot(this.db, other.secrets);
    const reply = await this.call(operation, attempt);
    const changed = changedTables(before, await takeSnapshot(this.db, other.secrets));
    if (changed.length > 0)
      this.wrong.push(`${operation.call} as ${what}: changed another's ${changed.join()}`);
    this.keepsSecret(what, operation, reply, other);
    return reply;
  }

  /** Notes when an answer to somebody else holds anything private of a side. */
  keepsSecret(what: string, { call }: Operation, { text }: Reply, { secrets }: Side): void {
    for (const secret of secrets) {
      if (text.includes(secret)) this.wrong.push(`${call} as ${what}: tells ${secret}`);
    }
  }
}

/** What a call about a thing of this side comes to for a caller: `served`, or the status of the refusal. */
export function expectedFor(
  operation: Operation,
  { role, side }: Caller,
  target: Side,
): 'served' | 403 | 404 {
  if (operation.who !== 'anybody' && !operation.who.includes(role)) return 403;
  const kind = kindOf(operation.path);
  // What anybody may look at is looked at openly; a call for some roles alone is for whoever manages it.
  const use = operation.method === 'GET' && operation.who === 'anybody' ? 'look' : 'change';
  return kind === undefined || finds(kind, role, side === target, use) ? 'served' : 404;
}
