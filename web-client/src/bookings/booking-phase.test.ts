import { expect } from 'chai';
import type { Booking } from '../../../contract/api/bookings.js';
import { nameOfPhase, phaseOf } from './booking-phase.js';

const startsAt = '2026-11-21T12:00:00.000Z';
const start = Date.parse(startsAt);
const booking = (status: Booking['status']) => ({ status, startsAt }) as Booking;

describe('The phase of a booking', () => {
  it('is upcoming until the moment at which it starts', () => {
    expect(phaseOf(booking('active'), start - 1)).to.equal('upcoming');
    expect(phaseOf(booking('active'), start)).to.equal('active');
    expect(phaseOf(booking('cancelled_by_user'), start - 1)).to.equal('cancelled_by_user');
  });

  it('says to everybody but the driver who has cancelled', () => {
    expect(nameOfPhase('cancelled_by_user', true)).to.equal('Cancelled');
    expect(nameOfPhase('cancelled_by_user', false)).to.equal('Cancelled by the driver');
  });
});
