/** What becomes of the payments of a booking that somebody ends. A status that is not named stays. */
export type Settlement = Partial<Record<'pending' | 'verified', 'void' | 'refund_due'>>;

/**
 * Common table expressions that settle the payments of the bookings in `ended`: `paid` holds all of them as they are then.
 * They are locked before they are changed and read as they are then, since a verdict may have come while they were
 * waited for; that none is missing is for the lock of the booking to see to.
 */
export function settlePayments(settlement: Settlement): string {
  const becomes = Object.entries(settlement);
  return `
  latest AS (
    SELECT * FROM payments WHERE booking_id = ANY(ARRAY(SELECT id FROM ended)) FOR NO KEY UPDATE
  ),
  settled AS (
    UPDATE payments
    SET status = CASE payments.status ${becomes.map(([from, to]) => `WHEN '${from}' THEN '${to}'`).join(' ')} END
    FROM latest
    WHERE payments.id = ANY(ARRAY(SELECT id FROM latest)) AND payments.id = latest.id AND payments.status IN (${becomes.map(([from]) => `'${from}'`).join()})
    RETURNING payments.*
  ),
  paid AS (SELECT * FROM settled UNION ALL SELECT * FROM latest WHERE id NOT IN (SELECT id FROM settled))`;
}
