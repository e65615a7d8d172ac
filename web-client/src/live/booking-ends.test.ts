import { expect } from 'chai';
import sinon from 'sinon';
import type { Booking } from '../../../contract/api/bookings.js';
import { clientEvents } from '../../../contract/catalog.js';
import { ToastList } from '../toasts/toast-list.js';
import { BookingEnds } from './booking-ends.js';
import { exampleNotification as example } from './example-notification.js';
import { Toaster } from './toaster.js';

const booking = (endsInMs: number, deadlineVersion = 1) =>
  ({ id: 'booking 1', endsAt: new Date(endsInMs).toISOString(), deadlineVersion }) as Booking;
const expired = (deadlineVersion = 1) =>
  example(1, {
    event: 'booking.expired',
    type: 'warning',
    title: 'Booking expired',
    data: { bookingId: 'booking 1', deadlineVersion },
  });

describe('The end of a booking', () => {
  let time: sinon.SinonFakeTimers;
  let toasts: ToastList;
  let toaster: Toaster;
  let ends: BookingEnds;
  const titles = () => toasts.shown.value.map(({ title }) => title);
  const hear = (notification = expired()) => {
    ends.heard(notification);
    toaster.show(notification);
  };
  beforeEach(() => {
    time = sinon.useFakeTimers();
    toasts = new ToastList(() => Date.now());
    toaster = new Toaster(toasts, clientEvents, { quote: sinon.stub(), renew: sinon.stub() });
    ends = new BookingEnds(toaster, {
      serverNow: () => Date.now(),
      confirm: sinon.spy(),
      ended: sinon.spy(),
    });
  });
  afterEach(() => {
    ends.stop();
    time.restore();
  });

  it('is told by the clock here, in the words of the catalogue', () => {
    ends.follow([booking(60_000)]);
    time.tick(60_000);
    expect(toasts.shown.value).to.deep.equal([
      {
        slot: 'end:booking 1',
        event: 'booking.timer-ended',
        type: 'info',
        title: 'Time is up',
        message: 'Your booking has expired. Slot released.',
        link: '/bookings/booking 1',
      },
    ]);
  });

  it('gives its place to what the server says, and never stands beside it', () => {
    ends.follow([booking(60_000)]);
    time.tick(60_000);
    hear();
    expect(titles()).to.deep.equal(['Booking expired']);
  });

  it('is told by the server alone where the server was first', () => {
    ends.follow([booking(60_000)]);
    time.tick(59_900);
    hear();
    time.tick(10_000);
    ends.follow([booking(60_000)]);
    time.tick(1_000);
    expect(titles()).to.deep.equal(['Booking expired']);
  });

  it('is taken back when it turns out that the booking was renewed elsewhere', () => {
    ends.follow([booking(60_000)]);
    time.tick(60_000);
    ends.follow([booking(120_000, 2)]);
    expect(titles()).to.deep.equal([]);
    time.tick(60_000);
    expect(titles()).to.deep.equal(['Time is up']);
  });
});
