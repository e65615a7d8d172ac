import type { PaymentsQuery } from '../../contract/api/payments.js';
import type { Page } from '../../contract/values.js';
import { beyondLastId, decodeCursor, pageOf } from '../../platform/cursor.js';
import type { Database } from '../../platform/database.js';
import { forbidden } from '../../platform/errors.js';
import { statement, type Statement } from '../../platform/statement.js';
import type { Caller } from '../accounts/caller.js';
import { paymentView, type PaymentRecord } from './payment-view.js';

const list = (role: string, scope: string) =>
  statement(
    `list-payments-${role}`,
    `${paymentView}
     WHERE ${scope} AND p.id < $2 AND ($3::text IS NULL OR p.status = $3)
     ORDER BY p.id DESC
     LIMIT $4`,
  );

/** One statement per role, so that each is served by an index of its own. */
const statements: Partial<Record<Caller['role'], Statement>> = {
  user: list('user', 'b.user_id = $1'),
  owner: list('owner', 'p.business_id IN (SELECT id FROM businesses WHERE owner_id = $1)'),
  admin: list('admin', '$1::uuid IS NOT NULL'),
};

/** Users list the payments of their own bookings, owners those in their lots, admins all. */
export async function listPayments(
  db: Database,
  caller: Caller,
  { limit, cursor, status }: PaymentsQuery,
): Promise<Page<PaymentRecord>> {
  const scoped = statements[caller.role];
  if (!scoped) throw forbidden('Operators do not see payments.');
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  const rows = await db.query<PaymentRecord>(scoped, [caller.userId, before, status ?? null, limit + 1]);
  return pageOf(rows, limit);
}
