import { expect } from 'chai';
import type { Domain } from '../../test/harness/domain.js';
import { useLotForEach } from '../../test/harness/open-lot.js';
import type { Caller } from '../accounts/caller.js';
import type { BookingRecord } from '../bookings/booking-view.js';
import { declineBooking } from '../bookings/decline-booking.js';
import { refundPayment } from './refund-payment.js';
import { rejectPayment } from './reject-payment.js';
import { verifyPayment } from './verify-payment.js';

describe('A refund', () => {
  let domain: Domain;
  let owner: Caller;
  let user: Caller;
  let slotIds: string[];

  useLotForEach(3, (opened) => ({ domain, owner, user, slotIds } = opened));

  const refund = (id: string, by = owner) => refundPayment(domain.db, by, id);
  const codeOf = async (work: Promise<unknown>) => {
    const [result] = await Promise.allSettled([work]);
    return result.status === 'rejected' ? (result.reason as { code: string }).code : 'fulfilled';
  };

  const inboxOf = (caller: Caller) => domain.inboxOf(caller);

  /** Declined after two periods of it were paid. */
  const declined = async (): Promise<BookingRecord> => {
    const { id, payment } = await domain.book(user, slotIds.pop() ?? '');
    await verifyPayment(domain.db, owner, payment.id);
    const renewed = await domain.renew(user, id, 600);
    await verifyPayment(domain.db, owner, renewed.payment.id);
    return declineBooking(domain.db, owner, id, 'Flooded');
  };

  it('is due of every payment that was verified when a booking is declined, and a task for the owner', async () => {
    const { payments } = await declined();
    expect(payments.map(({ status }) => status)).to.deep.equal(['refund_due', 'refund_due']);
    expect(await inboxOf(owner)).to.include('booking.refund-due');
  });

  it('is no task when nothing was verified', async () => {
    const booking = await domain.book(user, slotIds.pop() ?? '');
    await declineBooking(domain.db, owner, booking.id, 'Flooded');
    expect(await inboxOf(owner)).to.deep.equal([]);
  });

  it('ends the task when it is the last of its booking, also of two at once, and is told to the user', async () => {
    const { id, payments } = await declined();
    const [first, second] = payments.map((payment) => payment.id);
    expect(await refund(first ?? '')).to.have.property('status', 'refunded');
    expect(await inboxOf(owner)).to.include('booking.refund-due');
    expect(await inboxOf(user)).to.include('payment.refunded');
    await Promise.all([refund(second ?? ''), refund(second ?? '')]);
    expect(await inboxOf(owner)).to.deep.equal([]);
    const events = await domain.query(
      `SELECT FROM events WHERE booking_id = $1 AND type = 'payment.refunded'`,
      [id],
    );
    expect(events).to.have.length(2);

    const other = await declined();
    await Promise.all(other.payments.map((payment) => refund(payment.id)));
    expect(await inboxOf(owner)).to.deep.equal([]);
  });

  it('is for the owner of the lot and for admins', async () => {
    const [payment] = (await declined()).payments;
    const id = payment?.id ?? '';
    for (const stranger of [user, await domain.account('owner')]) {
      expect(await codeOf(refund(id, stranger))).to.equal('not_found');
    }
    expect(await codeOf(refund(id, await domain.account('admin')))).to.equal('fulfilled');
  });

  it('is of nothing else than what is due, or came when the booking was over', async () => {
    const [running, over, rejected] = [
      await domain.book(user, slotIds.pop() ?? ''),
      await domain.book(user, slotIds.pop() ?? ''),
      await domain.book(user, slotIds.pop() ?? ''),
    ];
    await rejectPayment(domain.db, owner, rejected.payment.id, 'None');
    await domain.end(over.id);
    expect(await codeOf(refund(running.payment.id))).to.equal('not_refundable');
    expect(await codeOf(refund(rejected.payment.id))).to.equal('not_refundable');
    expect(await codeOf(refund(over.payment.id))).to.equal('fulfilled');
    expect(await codeOf(verifyPayment(domain.db, owner, over.payment.id))).to.equal('payment_decided');
    await verifyPayment(domain.db, owner, running.payment.id);
    expect(await codeOf(refund(running.payment.id))).to.equal('not_refundable');
  });
});
