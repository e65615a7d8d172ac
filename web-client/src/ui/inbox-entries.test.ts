import { expect } from 'chai';
import type { Notification } from '../../../contract/notification.js';
import { exampleNotification } from '../live/example-notification.js';
import { entriesOf, partsOf, unreadOf, verifiableIn } from './inbox-entries.js';

const past = { supersededAt: '2026-11-21T12:00:00.000Z' };
const about = (seq: number, event: string, bookingId: string, given: Partial<Notification> = {}) =>
  exampleNotification(seq, { event, data: { bookingId }, ...given });
const booked = (seq: number, bookingId: string, given = {}) =>
  about(seq, 'booking.created', bookingId, given);
const toVerify = (seq: number, bookingId: string, given = {}) =>
  about(seq, 'payment.awaiting-verification', bookingId, given);

describe('Rows of the inbox', () => {
  const seqs = (rows: Notification[]) => entriesOf(rows).map((entry) => partsOf(entry).map(({ seq }) => seq));

  it('are one for a new booking and its payment, whichever was told first', () => {
    expect(seqs([toVerify(5, 'b'), booked(4, 'a'), booked(3, 'b'), toVerify(2, 'a')])).to.deep.equal([
      [3, 5],
      [4, 2],
    ]);
  });

  it('are two for what else there is of that booking, and of others', () => {
    const rows = [
      toVerify(6, 'a'),
      about(5, 'booking.cancelled', 'a'),
      toVerify(4, 'b'),
      toVerify(3, 'a'),
      about(2, 'broadcast.sent', 'a', { data: {} }),
      booked(1, 'a'),
    ];
    expect(seqs(rows)).to.deep.equal([[6], [5], [4], [1, 3], [2]]);
    expect(seqs(rows.slice(0, 4))).to.deep.equal([[6], [5], [4], [3]]);
  });

  it('are unread as far as their parts are, and still true', () => {
    const [entry] = entriesOf([toVerify(2, 'a', past), booked(1, 'a')]);
    expect(entry && unreadOf(entry)).to.deep.equal(['notification 1']);
  });

  it('can be verified while the payment waits, for the amount that they say', () => {
    const data = { paymentId: 'p', bookingId: 'b', slotCode: 'A-02', amount: 300, currency: 'EUR' };
    expect(verifiableIn(toVerify(1, 'b', { data }))).to.deep.equal(data);
    expect(verifiableIn(toVerify(1, 'b', { data, ...past }))).to.equal(undefined);
    expect(verifiableIn(toVerify(1, 'b', { data: { ...data, amount: undefined } }))).to.equal(undefined);
    expect(verifiableIn(booked(1, 'b', { data }))).to.equal(undefined);
  });
});
