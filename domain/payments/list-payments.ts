import { paymentStatus, type PaymentsQuery } from '../../contract/api/payments.js';
import type { Page } from '../../contract/values.js';
import { beforeFirstId, beyondLastId, decodeCursor, pageOf } from '../lists/cursor.js';
import type { Database } from '../../platform/postgres/database.js';
import { forbidden } from '../errors.js';
import { pageByStatus, type PageScope } from '../lists/page-by-status.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { listedPaymentView, type ListedPaymentRecord } from './payment-view.js';

const list = (name: string, scope?: PageScope) => {
  const inOrder = (order: PaymentsQuery['order']) => {
    const direction = order === 'newest' ? 'DESC' : 'ASC';
    return statement(
      `list-payments-${name}-${order}`,
      `WITH page AS (${pageByStatus('payments', scope, { order: direction })})
       ${listedPaymentView} WHERE p.id = ANY (ARRAY(SELECT id FROM page)) ORDER BY p.id ${direction}`,
    );
  };
  return { newest: inOrder('newest'), oldest: inOrder('oldest') };
};

/** One statement per role, each served by its own index. */
const statements: Partial<Record<Caller['role'], Record<PaymentsQuery['order'], Statement>>> = {
  user: list('user', { column: 'user_id', values: 'SELECT $1::uuid' }),
  owner: list('owner', { column: 'business_id', values: 'SELECT id FROM businesses WHERE owner_id = $1' }),
  admin: list('admin'),
};

const ends = { newest: beyondLastId, oldest: beforeFirstId };

/** Users list the payments of their bookings, owners those of their lots, admins all. */
export async function listPayments(
  db: Database,
  caller: Caller,
  { limit, cursor, status, order }: PaymentsQuery,
): Promise<Page<ListedPaymentRecord>> {
  const scoped = statements[caller.role];
  if (!scoped) throw forbidden('Operators do not see payments.');
  const from = cursor === undefined ? ends[order] : decodeCursor(cursor);
  const wanted = status === undefined ? paymentStatus.options : [status];
  const values = [caller.userId, from, wanted, limit + 1];
  return pageOf(await db.query<ListedPaymentRecord>(scoped[order], values), limit);
}
