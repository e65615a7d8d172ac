import type { PaymentsQuery } from '../../contract/api/payments.js';
import type { Page } from '../../contract/values.js';
import { beforeFirstId, beyondLastId, decodeCursor, pageOf } from '../../platform/cursor.js';
import type { Database } from '../../platform/database.js';
import { forbidden } from '../../platform/errors.js';
import { statement, type Statement } from '../../platform/statement.js';
import type { Caller } from '../accounts/caller.js';
import { paymentView, type PaymentRecord } from './payment-view.js';

const list = (name: string, scope: string) => {
  const inOrder = (order: string, after: string, direction: string) =>
    statement(
      `list-payments-${name}-${order}`,
      `${paymentView}
       WHERE ${scope} AND p.id ${after} $2 AND ($3::text IS NULL OR p.status = $3)
       ORDER BY p.id ${direction}
       LIMIT $4`,
    );
  return { newest: inOrder('newest', '<', 'DESC'), oldest: inOrder('oldest', '>', 'ASC') };
};

/** Statements per role, so that each is served by an index of its own. */
const statements: Partial<Record<Caller['role'], Record<PaymentsQuery['order'], Statement>>> = {
  user: list('user', 'b.user_id = $1'),
  owner: list('owner', 'p.business_id IN (SELECT id FROM businesses WHERE owner_id = $1)'),
  admin: list('admin', '$1::uuid IS NOT NULL'),
};

const ends = { newest: beyondLastId, oldest: beforeFirstId };

/** Users list the payments of their own bookings, owners those in their lots, admins all. */
export async function listPayments(
  db: Database,
  caller: Caller,
  { limit, cursor, status, order }: PaymentsQuery,
): Promise<Page<PaymentRecord>> {
  const scoped = statements[caller.role];
  if (!scoped) throw forbidden('Operators do not see payments.');
  const from = cursor === undefined ? ends[order] : decodeCursor(cursor);
  const values = [caller.userId, from, status ?? null, limit + 1];
  return pageOf(await db.query<PaymentRecord>(scoped[order], values), limit);
}
