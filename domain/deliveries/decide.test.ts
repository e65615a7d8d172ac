import { expect } from 'chai';
import { decide, type DeliveryFacts } from './decide.js';

const now = new Date('2026-11-27T12:00:00.000Z');
const later = new Date(now.getTime() + 1_000);
const before = new Date(now.getTime() - 1_000);

const good: DeliveryFacts = {
  ...{ now, channel: 'email', purpose: null, priority: 2, createdAt: before, validUntil: null },
  ...{ event: 'booking.expired', supersededAt: null, readAt: null, archivedAt: null, isShown: false },
  ...{ isSuspended: false, takesMail: true, hasDevice: true, preferences: null },
};
const decided = (facts: Partial<DeliveryFacts>) => {
  const decision = decide({ ...good, ...facts });
  return decision.is === 'cancel' ? decision.reason : decision.is;
};
const choosing = (choices: NonNullable<DeliveryFacts['preferences']>['choices']) => ({
  preferences: {
    ...{ choices, timezone: 'UTC', quietFrom: null, quietTo: null },
    ...{ quietBreakThrough: false, digest: 'at_once' as const },
  },
});

describe('The decision on a delivery', () => {
  it('is to send what is true and unseen', () => {
    expect(decided({})).to.equal('send');
    expect(decided({ validUntil: later })).to.equal('send');
    expect(
      decided(choosing({ 'booking.expired': { push: false }, 'booking.declined': { email: false } })),
    ).to.equal('send');
  });

  it('is not to send what is no longer true, or of no use, with the reason', () => {
    expect(decided({ supersededAt: before })).to.equal('superseded');
    expect(decided({ validUntil: now })).to.equal('out_of_date');
    expect(decided({ isSuspended: true })).to.equal('suspended');
    expect(decided({ createdAt: new Date('2026-11-20') })).to.equal('too_old');
    expect(decided({ takesMail: false })).to.equal('no_address');
    expect(decided({ channel: 'push', hasDevice: false })).to.equal('device_gone');
  });

  it('is not to send what somebody has seen, or has switched off, except to a webhook, which is no person', () => {
    const seen: [Partial<DeliveryFacts>, string][] = [
      [{ readAt: before }, 'read'],
      [{ archivedAt: before }, 'archived'],
      [{ isShown: true }, 'shown'],
      [choosing({ 'booking.expired': { email: false } }), 'switched_off'],
    ];
    for (const [facts, reason] of seen) {
      expect(decided(facts)).to.equal(reason);
      expect(decided({ ...facts, channel: 'webhook' })).to.equal('send');
    }
  });

  it('asks of a letter about the account only whether it is still of use', () => {
    const letter = { purpose: 'reset-password', event: null };
    expect(decided({ ...letter, isShown: true })).to.equal('send');
    expect(decided({ ...letter, validUntil: before })).to.equal('out_of_date');
  });
});
