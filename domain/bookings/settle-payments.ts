/** New payment statuses when a booking is cancelled or declined. Others are unchanged. */
export type Settlement = Partial<Record<'pending' | 'verified', 'void' | 'refund_due'>>;

/**
 * CTEs that settle the payments of the bookings in `ended`; `paid` contains them afterwards. They are locked and re-read, since one may
 * have been decided during the lock wait. The lock of the booking prevents new payments.
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
