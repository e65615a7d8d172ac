import { expect } from 'chai';
import fc from 'fast-check';
import { quietHoursOf, quietTimeAt, quietUntil, type QuietHours } from './quiet-hours.js';

const short = (at: Date | undefined) => at?.toISOString().slice(0, 16);
const until = (hours: QuietHours, at: string) => short(quietUntil(hours, new Date(`${at}:00Z`)));
const time = (hours: QuietHours, at: string) => {
  const { beginsAt, endsAt } = quietTimeAt(hours, new Date(`${at}:00Z`));
  return [short(beginsAt), short(endsAt)];
};
const berlin = { timezone: 'Europe/Berlin', from: '22:00', to: '07:00' };

describe('Quiet hours', () => {
  it('are over midnight, or within a day, from their first minute until before their last', () => {
    expect(until(berlin, '2026-11-27T20:59')).to.equal(undefined);
    expect(until(berlin, '2026-11-27T21:00')).to.equal('2026-11-28T06:00');
    expect(until(berlin, '2026-11-28T05:59')).to.equal('2026-11-28T06:00');
    expect(until(berlin, '2026-11-28T06:00')).to.equal(undefined);
    const siesta = { timezone: 'Europe/Madrid', from: '14:00', to: '16:30' };
    expect(until(siesta, '2026-11-27T13:00')).to.equal('2026-11-27T15:30');
    expect(until(siesta, '2026-11-27T15:30')).to.equal(undefined);
    expect(time(siesta, '2026-11-27T15:30')).to.deep.equal(['2026-11-28T13:00', '2026-11-28T15:30']);
  });

  it('are those of the person’s own zone, also where it is ahead by quarters of an hour', () => {
    const night = { from: '22:00', to: '07:00' };
    expect(until({ ...night, timezone: 'Asia/Kathmandu' }, '2026-11-27T16:14')).to.equal(undefined);
    expect(until({ ...night, timezone: 'Asia/Kathmandu' }, '2026-11-27T16:15')).to.equal('2026-11-28T01:15');
    expect(until({ ...night, timezone: 'Pacific/Chatham' }, '2026-11-27T08:15')).to.equal('2026-11-27T17:15');
    expect(until({ ...night, timezone: 'Pacific/Marquesas' }, '2026-11-27T07:30')).to.equal(
      '2026-11-27T16:30',
    );
  });

  it('last an hour longer in the night in which the clocks are put back, and one less in the other', () => {
    expect(time(berlin, '2026-10-24T12:00')).to.deep.equal(['2026-10-24T20:00', '2026-10-25T06:00']);
    expect(time(berlin, '2026-03-28T12:00')).to.deep.equal(['2026-03-28T21:00', '2026-03-29T05:00']);
  });

  it('go on until the clocks show their end for the last time, and begin when they show it first', () => {
    const early = { timezone: 'Europe/Berlin', from: '22:00', to: '02:30' };
    expect(time(early, '2026-10-24T23:00')).to.deep.equal(['2026-10-24T20:00', '2026-10-25T01:30']);
    const late = { timezone: 'Europe/Berlin', from: '02:30', to: '07:00' };
    expect(time(late, '2026-10-25T00:00')).to.deep.equal(['2026-10-25T00:30', '2026-10-25T06:00']);
    const hour = { timezone: 'America/New_York', from: '01:00', to: '02:00' };
    expect(time(hour, '2026-11-01T05:30')).to.deep.equal(['2026-11-01T05:00', '2026-11-01T07:00']);
  });

  it('begin and end when the clocks leap over a time, and are none where they leap over both', () => {
    const early = { timezone: 'Europe/Berlin', from: '22:00', to: '02:30' };
    expect(time(early, '2026-03-28T23:00')).to.deep.equal(['2026-03-28T21:00', '2026-03-29T01:00']);
    const late = { timezone: 'Europe/Berlin', from: '02:30', to: '07:00' };
    expect(time(late, '2026-03-29T00:00')).to.deep.equal(['2026-03-29T01:00', '2026-03-29T05:00']);
    const both = { timezone: 'Europe/Berlin', from: '02:10', to: '02:50' };
    expect(time(both, '2026-03-28T23:00')).to.deep.equal(['2026-03-30T00:10', '2026-03-30T00:50']);
    // Midnight is left out where the clocks leap then.
    const midnight = { timezone: 'Asia/Beirut', from: '00:00', to: '06:00' };
    expect(time(midnight, '2026-03-28T12:00')).to.deep.equal(['2026-03-28T22:00', '2026-03-29T03:00']);
  });

  it('of two days count as one where they meet, such as in a zone that has left a day out', () => {
    const apia = { timezone: 'Pacific/Apia', from: '22:00', to: '07:00' };
    expect(time(apia, '2011-12-30T09:00')).to.deep.equal(['2011-12-30T08:00', '2011-12-30T17:00']);
  });

  it('are none where somebody has chosen none, or from a time to the same', () => {
    const chosen = { timezone: 'UTC', quietFrom: null, quietTo: null };
    expect(quietHoursOf(chosen)).to.equal(null);
    expect(quietHoursOf({ ...chosen, quietFrom: '22:00', quietTo: '22:00' })).to.equal(null);
    expect(quietHoursOf({ ...chosen, quietFrom: '22:00', quietTo: '07:00' })).to.deep.equal({
      ...{ timezone: 'UTC', from: '22:00', to: '07:00' },
    });
  });

  const zones = fc.oneof(
    fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Havana'),
    fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
  );
  const minutes = fc.integer({ min: 0, max: 1_439 });
  const hhmm = (n: number) => new Date(n * 60_000).toISOString().slice(11, 16);
  const hours = fc
    .tuple(zones, minutes, minutes)
    .filter(([, from, to]) => from !== to)
    .map(([timezone, from, to]) => ({ timezone, from: hhmm(from), to: hhmm(to) }));
  /** Half of them near a change of the clocks of many. */
  const moments = fc
    .tuple(
      fc.oneof(
        fc.constantFrom('2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04'),
        fc.integer({ min: 0, max: 2_500 }).map((n) => new Date(Date.UTC(2024, 0, n)).toISOString()),
      ),
      fc.integer({ min: -1_440, max: 1_440 }),
    )
    .map(([day, minute]) => new Date(Date.parse(day) + minute * 60_000));

  it('are whenever the clocks show a time of theirs, and end at a moment that is not', () => {
    fc.assert(
      fc.property(hours, moments, (chosen, at) => {
        const end = quietUntil(chosen, at);
        const shown = shownAt(at, chosen.timezone);
        const { from, to } = chosen;
        const isShown = from < to ? from <= shown && shown < to : shown >= from || shown < to;
        if (isShown) expect(end, 'while the clocks show it').to.be.instanceOf(Date);
        if (end === undefined) return;
        expect(end.getTime()).to.be.above(at.getTime());
        expect(end.getTime() - at.getTime()).to.be.at.most(51 * 3_600_000);
        expect(quietUntil(chosen, end), 'at its end').to.equal(undefined);
        expect(quietUntil(chosen, new Date(end.getTime() - 1)), 'just before').to.deep.equal(end);
        if (!isShown)
          expect(changesNear(at, chosen.timezone), 'otherwise in such a night only').to.equal(true);
      }),
      { numRuns: 400 },
    );
  });

  it('come next when they say they do', () => {
    fc.assert(
      fc.property(hours, moments, (chosen, at) => {
        const { beginsAt, endsAt } = quietTimeAt(chosen, at);
        expect(endsAt.getTime()).to.be.above(Math.max(at.getTime(), beginsAt.getTime()));
        expect(quietUntil(chosen, at) === undefined).to.equal(beginsAt > at);
        expect(quietTimeAt(chosen, beginsAt).endsAt).to.deep.equal(endsAt);
      }),
      { numRuns: 400 },
    );
  });
});

/** By another way than the one that is tested. */
const shownAt = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' }).format(
    at,
  );

const changesNear = (at: Date, timeZone: string) => {
  const zone = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const offset = (hoursLater: number) =>
    zone.format(new Date(at.getTime() + hoursLater * 3_600_000)).split(', ')[1];
  return offset(-25) !== offset(25);
};
