import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { statement } from '../../platform/postgres/statement.js';
import { route, type Route } from '../http/route.js';

export const write = statement(
  'test-write',
  `INSERT INTO businesses (owner_id, name) VALUES ($1, $2) RETURNING id, pg_backend_pid() AS pid`,
);
export const count = statement('test-count', 'SELECT count(*) AS count FROM businesses WHERE name = $1');
export const age = statement(
  'test-age',
  `UPDATE idempotency_keys SET created_at = created_at - $2::interval WHERE key = $1`,
);
export const stored = statement(
  'test-stored',
  `SELECT encode(answer, 'escape') AS answer FROM idempotency_keys WHERE key = $1`,
);

/** How the next call of the test's route ends, after it has written its row. */
export type Ending = 'success' | 'throw' | 'return' | 'busy' | 'busy-returned' | 'away' | 'bug' | 'die';

/** A route whose answer is prepared for as long as `preparation` takes. */
export const slowRoute = (preparation: () => Promise<void>): Route =>
  route({
    method: 'post',
    path: '/test/slow',
    tag: 'Test',
    summary: 'Prepares for as long as the test says',
    who: ['owner'],
    answer: { status: 201, schema: z.object({ id: z.string() }) },
    problems: [],
    prepare: async () => {
      await preparation();
      return randomUUID();
    },
    handle: ({ prepared }) => ({ id: prepared }),
  });
