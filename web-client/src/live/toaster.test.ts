import { expect } from 'chai';
import sinon from 'sinon';
import type { Booking, Quote, RenewalBody } from '../../../contract/api/bookings.js';
import { clientEvents } from '../../../contract/catalog.js';
import { askedHere } from '../renewals/asked-here.js';
import { exampleExpiry, exampleQuote } from '../renewals/example-expiry.js';
import type { Expiry } from '../renewals/expiry.js';
import { ToastList } from '../toasts/toast-list.js';
import { exampleNotification as example, exampleWarning } from './example-notification.js';
import { Toaster } from './toaster.js';

describe('The warning before the end of a booking', () => {
  let toasts: ToastList;
  let toaster: Toaster;
  const quote = sinon.stub<[string, number], Promise<Quote>>();
  const renew = sinon.stub<[Expiry, RenewalBody], Promise<Booking>>();
  const titles = () => toasts.shown.value.map(({ title }) => title);
  const endsAt = '2026-11-21T12:35:00.000Z';
  const booking = {
    ...{ id: 'booking 1', slotCode: 'A-02', lotName: 'Riverside', endsAt, deadlineVersion: 2 },
  } as Booking;
  const renewed = (deadlineVersion = 2) => example(2, { data: { bookingId: 'booking 1', deadlineVersion } });

  beforeEach(() => {
    toasts = new ToastList(() => 0);
    toaster = new Toaster(toasts, clientEvents, { quote, renew });
    quote.reset();
    quote.callsFake((_, seconds) => Promise.resolve(exampleQuote(seconds)));
    renew.reset();
    renew.resolves(booking);
  });
  afterEach(() => {
    toasts.clear();
  });

  /** Shows the warning, and taps its button when it has a price. */
  async function renewByTap() {
    toaster.show(exampleWarning(1));
    const [warning] = toasts.shown.value;
    await new Promise(setImmediate);
    await warning?.offer?.accept();
  }

  it('says which booking, and offers to renew it', async () => {
    toaster.show(exampleWarning(1));
    await new Promise(setImmediate);
    const [warning] = toasts.shown.value;
    expect(warning?.ending).to.deep.equal(exampleExpiry());
    expect(warning?.offer?.state.value).to.deep.include({ status: 'open', seconds: 1_800 });
  });

  it('asks for the price once, although it is told twice', () => {
    toaster.show(exampleWarning(1));
    toaster.show(exampleWarning(1));
    sinon.assert.calledOnce(quote);
  });

  it('gives its place to what came of renewing', async () => {
    await renewByTap();
    expect(toasts.shown.value).to.have.length(1);
    expect(toasts.shown.value[0]).to.deep.include({
      title: 'Booking renewed successfully!',
      ending: exampleExpiry({ endsAt, deadlineVersion: 2 }),
    });
  });

  it('is told of once, whether the answer or the notification comes first', async () => {
    await renewByTap();
    toaster.show(renewed());
    expect(titles()).to.deep.equal(['Booking renewed successfully!']);
    expect(toasts.shown.value[0]?.notificationId).to.equal('notification 2');

    toasts.clear();
    renew.callsFake(() => {
      toaster.show(renewed());
      expect(titles()).to.deep.equal(['Booking renewed']);
      return Promise.resolve(booking);
    });
    await renewByTap();
    expect(titles()).to.deep.equal(['Booking renewed successfully!']);
    expect(toasts.shown.value[0]?.notificationId).to.equal('notification 2');
  });

  it('is told of again when it is renewed again, elsewhere', async () => {
    await renewByTap();
    toaster.show(renewed(3));
    expect(titles()).to.deep.equal(['Booking renewed']);
  });

  it('gives its place to a renewal on another device, and to the end', () => {
    toaster.show(exampleWarning(1));
    toaster.show(renewed());
    expect(titles()).to.deep.equal(['Booking renewed']);
    toaster.show(exampleWarning(3, { deadlineVersion: 2 }));
    toaster.raise('booking.timer-ended', 'booking 1');
    expect(titles()).to.deep.equal(['Time is up']);
    toaster.show(exampleWarning(4, { deadlineVersion: 3 }));
    toaster.retract('booking.timer-ended', 'booking 1');
    expect(titles()).to.deep.equal(['Booking about to expire']);
  });

  it('is not told by a toast what the button that was tapped says', async () => {
    const refused = example(2, { event: 'booking.renewal-failed' });
    await askedHere('booking 1', () => {
      toaster.show(refused);
      return Promise.resolve();
    });
    expect(titles()).to.deep.equal([]);
    toaster.show({ ...refused, data: { bookingId: 'booking 2' } });
    expect(titles()).to.have.length(1);
  });

  it('does not give its place to a renewal that failed, or to another booking', () => {
    toaster.show(exampleWarning(1));
    toaster.show(
      example(2, {
        ...{ event: 'booking.renewal-failed', type: 'error', title: 'Booking not renewed' },
        data: { bookingId: 'booking 3' },
      }),
    );
    toaster.show(exampleWarning(3, { bookingId: 'booking 2' }));
    expect(titles()).to.have.length(3);
  });
});
