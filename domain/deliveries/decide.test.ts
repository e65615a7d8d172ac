import { expect } from 'chai';
import { decide, type DeliveryFacts } from './decide.js';

const now = new Date('2026-11-27T12:00:00.000Z');
const later = new Date(now.getTime() + 1_000);
const before = new Date(now.getTime() - 1_000);

const good: DeliveryFacts = {
  ...{ now, channel: 'email', purpose: null, priority: 2, createdAt: before, validUntil: null },
  ...{ event: 'booking.expired', supersededAt: null, readAt: null, archivedAt: null, isShown: false },
  ...{
    isSuspended: false,
    takesMail: true,
    hasDevice: true,
    hasWebhook: true,
    isReplaced: false,
    preferences: null,
  },
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
    expect(decided({ channel: 'push', isReplaced: true })).to.equal('replaced');
    expect(decided({ channel: 'webhook', hasWebhook: false })).to.equal('webhook_off');
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

  describe('during quiet hours', () => {
    /** It is noon in London. */
    const quiet = (more: Partial<NonNullable<DeliveryFacts['preferences']>> = {}) => ({
      preferences: {
        ...{ choices: {}, timezone: 'Europe/London', quietFrom: '11:00', quietTo: '13:00' },
        ...{ quietBreakThrough: false, digest: 'at_once' as const, ...more },
      },
    });
    const over = new Date('2026-11-27T13:00:00.000Z');
    const after = new Date(over.getTime() + 1);

    it('is to wait for their end with what is still true then', () => {
      for (const channel of ['email', 'push'] as const)
        for (const priority of [0, 1, 2])
          for (const validUntil of [null, after])
            expect(decide({ ...good, ...quiet(), channel, priority, validUntil })).to.deep.equal({
              ...{ is: 'wait', until: over },
            });
    });

    it('is not to send what is true no longer then, and says so', () => {
      expect(decided({ ...quiet(), priority: 0, validUntil: over })).to.equal('quiet');
      expect(decided({ ...quiet(), priority: 0, validUntil: later })).to.equal('quiet');
      expect(decided({ ...quiet(), priority: 0, validUntil: before })).to.equal('out_of_date');
    });

    it('is to send a warning all the same where somebody wants that, and nothing else', () => {
      const wanted = quiet({ quietBreakThrough: true });
      expect(decided({ ...wanted, priority: 0, validUntil: later })).to.equal('send');
      expect(decided({ ...wanted, priority: 0 })).to.equal('send');
      expect(decided({ ...wanted, priority: 1 })).to.equal('wait');
      expect(decided({ ...wanted, priority: 2 })).to.equal('wait');
    });

    it('leaves webhooks and letters about the account alone', () => {
      expect(decided({ ...quiet(), channel: 'webhook' })).to.equal('send');
      expect(decided({ ...quiet(), purpose: 'reset-password', event: null })).to.equal('send');
    });

    it('is to send at their end, in any zone, also in one that is not known any more', () => {
      expect(decided({ ...quiet(), now: over })).to.equal('send');
      expect(decided(quiet({ timezone: 'America/New_York' }))).to.equal('send');
      expect(decided(quiet({ timezone: 'Mars/Olympus' }))).to.equal('wait');
    });
  });

  describe('where news is gathered', () => {
    const daily = (more: Partial<DeliveryFacts> = {}): Partial<DeliveryFacts> => ({
      preferences: {
        ...{ choices: {}, timezone: 'UTC', quietFrom: null, quietTo: null },
        ...{ quietBreakThrough: false, digest: 'daily' as const },
      },
      ...more,
    });
    const morning = new Date('2026-11-28T08:00:00.000Z');

    it('is to wait for the next letter with news by mail, and with nothing else', () => {
      expect(decide({ ...good, ...daily() })).to.deep.equal({ is: 'wait', until: morning });
      expect(decided(daily({ now: morning }))).to.equal('send');
      expect(decided(daily({ priority: 1 }))).to.equal('send');
      expect(decided(daily({ priority: 0 }))).to.equal('send');
      expect(decided(daily({ channel: 'push' }))).to.equal('send');
      expect(decided(daily({ channel: 'webhook' }))).to.equal('send');
    });

    it('is to send at once what would be true no longer then', () => {
      expect(decided(daily({ validUntil: later }))).to.equal('send');
    });

    it('is to wait for the end of quiet hours too', () => {
      const preferences = { ...choosing({}).preferences, quietFrom: '22:00', quietTo: '09:00' };
      expect(
        decide({ ...good, now: morning, preferences: { ...preferences, digest: 'daily' } }),
      ).to.deep.equal({ is: 'wait', until: new Date('2026-11-28T09:00:00.000Z') });
    });
  });
});
