import { expect } from 'chai';
import { aStory, at, connection, device, event, notification } from '../../../test/harness/example-story.js';
import { summarize } from './summary.js';

/** Direction marks around names are not looked at here. */
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '');
const said = (...changes: Parameters<typeof aStory>) => plain(summarize(aStory(...changes)));

const warned = event('booking.expiring', '20:55:00.004');
const expired = event('booking.expired', '21:00:00.006');
const told = (of: typeof warned, seq: number, more = {}) => notification(of, seq, more);

/** Warned and expired in time, looked at a few minutes later. */
const over = {
  storedStatus: 'completed',
  warnedAt: at('20:55:00.003'),
  events: [warned, expired],
  notifications: [
    told(warned, 1, { supersededAt: at('21:00:00.010') }),
    told(expired, 2, { readAt: at('21:00:04') }),
  ],
  asOf: at('21:10:00'),
} as const;

describe('The summary of a story', () => {
  it('says of an expiry when it was warned, shown, late and read', () => {
    expect(said({ ...over, devices: [device('phone', 2), device('laptop', 1)] })).to.equal(
      'Warned 20:55:00.004, shown on 2 devices; expired 21:00:00.006 (6 ms late), shown on 1 device, read 21:00:04.',
    );
  });

  it('says that it was read where no device said that it has shown it', () => {
    expect(said(over)).to.contain('expired 21:00:00.006 (6 ms late), read 21:00:04.');
  });

  it('does not count a device that signed in when it was over', () => {
    const late = { ...device('new phone', 2), signedInAt: at('21:05:00') };
    expect(said({ ...over, devices: [late] })).not.to.contain('shown on');
  });

  it('says that no device was connected, or that one was and has not shown it', () => {
    const unread = { ...over, notifications: [over.notifications[0], told(expired, 2)] };
    expect(said(unread)).to.equal(
      'Warned 20:55:00.004, not shown, no device connected; expired 21:00:00.006 (6 ms late), not shown, no device connected.',
    );
    const connections = [connection('phone', '20:00:00', '20:58:00')];
    expect(said({ ...unread, connections })).to.contain(
      '20:55:00.004, not shown though a device was connected;',
    );
    // Too short to say so.
    const brief = [connection('phone', '20:56:00', '20:56:05')];
    expect(said({ ...unread, connections: brief })).to.contain('Warned 20:55:00.004, not shown;');
  });

  it('says of a running booking what is to come', () => {
    expect(said({ asOf: at('20:30:00') })).to.equal('Booked 20:00:00; warning due 20:55:00; ends 21:00:00.');
    expect(said({ asOf: at('20:57:00'), warnedAt: at('20:55:00'), events: [warned] })).to.equal(
      'Booked 20:00:00; warned 20:55:00.004, no notification; ends 21:00:00.',
    );
    expect(said({ asOf: at('20:30:00'), warnAt: null })).to.contain('not warned, since its end was too near');
  });

  it('says of a booking to come when it begins, with the day where that is another', () => {
    const tomorrow = { startsAt: at('23:30:00'), endsAt: new Date(at('23:30:00').getTime() + 7_200_000) };
    expect(said({ ...tomorrow, asOf: at('20:30:00') })).to.equal(
      'Booked 20:00:00; begins 23:30:00; ends 27 Nov 01:30:00.',
    );
  });

  it('counts renewals', () => {
    const renewed = (time: string) => event('booking.renewed', time);
    expect(said({ events: [renewed('20:40:00.120')] })).to.contain('Booked 20:00:00; renewed 20:40:00.120; ');
    const three = [renewed('20:10:00'), renewed('20:20:00'), renewed('20:40:00.120')];
    expect(said({ events: three })).to.contain('renewed 3 times, last 20:40:00.120;');
    expect(said({ events: three, isComplete: false })).to.contain('renewed at least 3 times, last');
  });

  it('speaks of the warning of the present deadline alone', () => {
    const earlier = { ...warned, told: { ...warned.told, deadlineVersion: 1 } };
    expect(said({ events: [earlier], deadlineVersion: 2, asOf: at('20:30:00') })).to.contain(
      'warning due 20:55:00',
    );
  });

  it('says who ended it: its user, or an owner with a reason', () => {
    const cancelled = event('booking.cancelled', '20:30:00.500');
    expect(said({ storedStatus: 'cancelled_by_user', events: [cancelled] })).to.equal(
      'Cancelled by its user 20:30:00.500.',
    );
    const declined = event('booking.declined', '20:31:00', { actorId: 'owner' });
    expect(
      said({
        ...{ storedStatus: 'cancelled_by_admin', declineReason: 'Flooded', events: [declined] },
        notifications: [told(declined, 1)],
        devices: [device('phone', 1)],
      }),
    ).to.equal('Declined by owner Bob 20:31:00 (Flooded), shown on 1 device.');
  });

  it('says so where it was not warned though that was due', () => {
    const story = { ...over, warnedAt: null, events: [expired] };
    expect(said(story)).to.match(/^Not warned, though that was due 20:55:00; expired/);
    expect(said({ asOf: at('20:56:00') })).to.contain('not warned, though that was due 20:55:00;');
    // Cancelled before.
    const cancelled = event('booking.cancelled', '20:30:00');
    expect(said({ storedStatus: 'cancelled_by_user', events: [cancelled] })).not.to.contain('warned');
  });

  it('says so where nothing has ended it', () => {
    expect(said({ asOf: at('21:02:00'), warnedAt: at('20:55:00') })).to.contain(
      'should have ended 21:00:00 and has not yet (2 min late).',
    );
    expect(said({ asOf: at('21:00:00.800'), warnedAt: at('20:55:00') })).to.contain('ends 21:00:00.');
  });

  it('says how late or early it was', () => {
    const late = (time: string) =>
      said({ ...over, events: [event('booking.expired', time)], notifications: [] });
    expect(late('21:00:01.500')).to.contain('(1.5 s late)');
    expect(late('21:05:00')).to.contain('(5 min late)');
    expect(late('20:59:59.900')).to.contain('(100 ms early)');
    expect(said({ ...over, warnedAt: at('20:55:03') })).to.contain('Warned 20:55:00.004, 3 s late,');
  });

  it('names what was given up or is held up', () => {
    const waiting = { attempts: 10, nextAt: at('20:56:00'), lastError: 'x', deadAt: at('20:56:00') };
    const dead = { ...expired, waiting };
    expect(said({ ...over, events: [warned, dead] })).to.match(
      /expired 21:00:00.006 \(6 ms late\), its notification given up; 1 event given up: booking\.expired\.$/,
    );
    const retried = { ...expired, waiting: { ...waiting, deadAt: null } };
    expect(said({ ...over, events: [warned, retried] })).to.contain(
      'not written yet; 1 event held up: booking.expired.',
    );
  });

  it('goes without events that were pruned', () => {
    expect(said({ ...over, events: [], notifications: [] })).to.equal('Warned 20:55:00.003; ended 21:00:00.');
    expect(said({ storedStatus: 'cancelled_by_user', warnedAt: null })).to.equal('Cancelled by its user.');
    expect(said({ storedStatus: 'cancelled_by_admin', declineReason: 'Flooded' })).to.equal(
      'Declined (Flooded).',
    );
  });

  it('keeps names and reasons apart from the sentence that they stand in', () => {
    const story = aStory({ storedStatus: 'cancelled_by_admin', declineReason: '\u202E<b>مغلق</b>' });
    expect(summarize(story)).to.equal('Declined (\u2068<b>مغلق</b>\u2069).');
  });
});
