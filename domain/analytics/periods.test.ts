import { expect } from 'chai';
import { periodsUntil } from './periods.js';

describe('The periods that notifications are counted in', () => {
  const starts = (now: string, days: number, timezone: string) =>
    periodsUntil(new Date(now), days, timezone).map((at) => at.toISOString());

  it('are the last 24 hours of one day, the current one included', () => {
    const hours = starts('2026-11-28T02:10:00Z', 1, 'Europe/Madrid');
    expect(hours).to.have.length(24);
    expect(hours[0]).to.equal('2026-11-27T03:00:00.000Z');
    expect(hours[23]).to.equal('2026-11-28T02:00:00.000Z');
  });

  it('are days by the clocks of a zone, also where they are changed', () => {
    expect(starts('2026-10-26T12:00:00Z', 3, 'Europe/Madrid')).to.deep.equal([
      '2026-10-23T22:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      // 25 hours long.
      '2026-10-25T23:00:00.000Z',
    ]);
    expect(starts('2026-11-28T02:10:00Z', 7, 'America/New_York').at(-1)).to.equal('2026-11-27T05:00:00.000Z');
  });
});
