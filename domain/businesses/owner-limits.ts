import type { Database } from '../../platform/postgres/database.js';
import { conflict } from '../errors.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';
import { locksFor } from '../events/locks.js';

/** Limits per owner, since anybody can register as one; 0: unlimited. */
export interface OwnerLimits {
  businessesPerOwner: number;
  lotsPerOwner: number;
  slotsPerOwner: number;
  employeesPerBusiness: number;
  assignmentsPerEmployee: number;
  webhooksPerOwner: number;
}

export const noOwnerLimits: OwnerLimits = {
  businessesPerOwner: 0,
  lotsPerOwner: 0,
  slotsPerOwner: 0,
  employeesPerBusiness: 0,
  assignmentsPerEmployee: 0,
  webhooksPerOwner: 0,
};

const ofOwner = 'IN (SELECT id FROM businesses WHERE owner_id = $1)';
const count = (what: Counted, from: string) =>
  statement(`count-${what}`, `SELECT count(*) AS count FROM ${from} = $1`);

type Counted = 'businesses' | 'lots' | 'slots' | 'employees' | 'assignments' | 'webhooks';

const counts: Record<keyof OwnerLimits, { what: Counted; of: string; count: Statement }> = {
  businessesPerOwner: {
    ...{ what: 'businesses', of: 'owner' },
    count: count('businesses', 'businesses WHERE owner_id'),
  },
  lotsPerOwner: {
    ...{ what: 'lots', of: 'owner' },
    count: statement('count-lots', `SELECT count(*) AS count FROM lots WHERE business_id ${ofOwner}`),
  },
  slotsPerOwner: {
    ...{ what: 'slots', of: 'owner' },
    count: statement(
      'count-slots',
      `SELECT count(*) AS count FROM slots JOIN lots ON lots.id = slots.lot_id WHERE lots.business_id ${ofOwner}`,
    ),
  },
  employeesPerBusiness: {
    ...{ what: 'employees', of: 'business' },
    count: count('employees', 'employees WHERE business_id'),
  },
  assignmentsPerEmployee: {
    ...{ what: 'assignments', of: 'employee' },
    count: count('assignments', 'employee_assignments WHERE employee_id'),
  },
  webhooksPerOwner: {
    ...{ what: 'webhooks', of: 'owner' },
    count: count('webhooks', 'webhooks WHERE user_id'),
  },
};

/** What is about to be added. */
export interface Addition {
  limit: keyof OwnerLimits;
  /** The id of its parent. */
  of: string;
  count: number;
}

/**
 * Adds something under the owner's lock, so that concurrent additions cannot exceed a limit.
 * @throws DomainError `too_many_lots` etc.
 */
export function addWithin<Result>(
  db: Database,
  ownerId: string,
  limits: OwnerLimits,
  additions: Addition[],
  add: (tx: Database) => Promise<Result>,
): Promise<Result> {
  return db.transaction(async (tx) => {
    await tx.queryTogether(locksFor([{ userId: ownerId }]));
    for (const addition of additions) await assertRoom(tx, limits, addition);
    return add(tx);
  });
}

async function assertRoom(tx: Database, limits: OwnerLimits, { limit, of: id, count: more }: Addition) {
  const most = limits[limit];
  if (most === 0) return;
  const { what, of, count } = counts[limit];
  const [row] = await tx.query<{ count: number }>(count, [id]);
  const has = row?.count ?? 0;
  if (has + more <= most) return;
  throw conflict(
    `too_many_${what}`,
    `One ${of} may have ${most} ${what}; this one has ${has}, and ${more} more would be too many.`,
    { limit: most },
  );
}
