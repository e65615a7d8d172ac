import { expect } from 'chai';
import fc from 'fast-check';
import { dayMs, dayOf, whenClocksShow } from './wall-clock.js';

const show = (day: string, time: string, timezone: string, which: 'first' | 'last' = 'first') =>
  whenClocksShow(Date.parse(day), time, timezone, which).toISOString().slice(0, 16);

describe('The clock on a wall', () => {
  it('shows a time once on most days, whatever the zone is ahead by', () => {
    for (const [timezone, utc] of [
      ['UTC', '2026-11-27T08:00'],
      ['Europe/Berlin', '2026-11-27T07:00'],
      ['Asia/Kathmandu', '2026-11-27T02:15'],
      ['America/St_Johns', '2026-11-27T11:30'],
      ['Pacific/Kiritimati', '2026-11-26T18:00'],
      ['Pacific/Chatham', '2026-11-26T18:15'],
    ] as const)
      expect(
        [show('2026-11-27', '08:00', timezone), show('2026-11-27', '08:00', timezone, 'last')],
        timezone,
      ).to.deep.equal([utc, utc]);
  });

  it('shows a time twice in the night in which it is put back', () => {
    expect(show('2026-10-25', '02:30', 'Europe/Berlin')).to.equal('2026-10-25T00:30');
    expect(show('2026-10-25', '02:30', 'Europe/Berlin', 'last')).to.equal('2026-10-25T01:30');
    expect(show('2026-11-01', '01:00', 'America/New_York')).to.equal('2026-11-01T05:00');
    expect(show('2026-11-01', '01:00', 'America/New_York', 'last')).to.equal('2026-11-01T06:00');
    // By half an hour.
    expect(show('2026-04-05', '01:45', 'Australia/Lord_Howe')).to.equal('2026-04-04T14:45');
    expect(show('2026-04-05', '01:45', 'Australia/Lord_Howe', 'last')).to.equal('2026-04-04T15:15');
  });

  it('leaps over a time in the night in which it is put forward', () => {
    for (const time of ['02:00', '02:30', '02:59', '03:00'])
      expect(show('2026-03-29', time, 'Europe/Berlin'), time).to.equal('2026-03-29T01:00');
    expect(show('2026-03-29', '01:59', 'Europe/Berlin')).to.equal('2026-03-29T00:59');
    // From midnight on.
    expect(show('2026-03-29', '00:10', 'Asia/Beirut')).to.equal('2026-03-28T22:00');
    // A day that an island has left out, and another zone than any.
    expect(show('2011-12-30', '12:00', 'Pacific/Apia')).to.equal('2011-12-30T10:00');
    expect(show('2026-01-01', '12:00', 'Mars/Olympus')).to.equal('2026-01-01T12:00');
  });

  it('shows at that moment what was asked for, or leaps over it then', () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const day = fc.integer({ min: 0, max: 3_000 }).map((n) => Date.parse('2020-01-01') + n * dayMs);
    const time = fc
      .integer({ min: 0, max: 1_439 })
      .map((n) => new Date(n * 60_000).toISOString().slice(11, 16));
    fc.assert(
      fc.property(zone, day, time, fc.constantFrom('first' as const, 'last' as const), (...asked) => {
        const [timezone, onDay, wanted, which] = asked;
        const at = whenClocksShow(onDay, wanted, timezone, which);
        const wall = (ms: number) => wallClock(new Date(ms), timezone);
        const before = wall(at.getTime() - 60_000);
        const then = `${new Date(onDay).toISOString().slice(0, 10)} ${wanted}`;
        if (wall(at.getTime()) === then) expect(dayOf(at, timezone)).to.equal(onDay);
        else {
          expect(before < then).to.equal(true);
          expect(wall(at.getTime()) > then).to.equal(true);
        }
      }),
      { numRuns: 400 },
    );
  });
});

/** By another way than the one that is tested. */
function wallClock(at: Date, timezone: string): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en', {
      ...{ timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit' },
    } as const)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`;
}
