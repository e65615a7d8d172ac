import { expect } from 'chai';
import { digestTime } from './digest-time.js';

const at = (toldAt: string, digest: 'at_once' | 'hourly' | 'daily', timezone: string) =>
  digestTime(new Date(`${toldAt}:00Z`), digest, timezone)
    .toISOString()
    .slice(0, 16);

describe('The time of a digest', () => {
  it('is at once, or the next full hour, as the clocks of the zone count hours', () => {
    expect(at('2026-11-27T12:34', 'at_once', 'UTC')).to.equal('2026-11-27T12:34');
    expect(at('2026-11-27T12:34', 'hourly', 'Europe/Berlin')).to.equal('2026-11-27T13:00');
    expect(at('2026-11-27T12:34', 'hourly', 'Asia/Kolkata')).to.equal('2026-11-27T13:30');
    expect(at('2026-11-27T12:34', 'hourly', 'Asia/Kathmandu')).to.equal('2026-11-27T13:15');
  });

  it('is eight in the morning, on the days of clock changes too', () => {
    expect(at('2026-11-27T06:30', 'daily', 'Europe/Berlin')).to.equal('2026-11-27T07:00');
    expect(at('2026-11-27T07:30', 'daily', 'Europe/Berlin')).to.equal('2026-11-28T07:00');
    expect(at('2026-10-24T12:00', 'daily', 'Europe/Berlin')).to.equal('2026-10-25T07:00');
    expect(at('2026-03-28T12:00', 'daily', 'Europe/Berlin')).to.equal('2026-03-29T06:00');
    expect(at('2026-11-27T19:00', 'daily', 'Pacific/Auckland')).to.equal('2026-11-28T19:00');
    expect(at('2026-10-25T00:40', 'hourly', 'Europe/Berlin')).to.equal('2026-10-25T01:00');
  });

  it('is the next one for what was told a moment before it', () => {
    expect(at('2026-11-27T12:58', 'hourly', 'UTC')).to.equal('2026-11-27T14:00');
    expect(at('2026-11-27T07:57', 'daily', 'UTC')).to.equal('2026-11-28T08:00');
    expect(at('2026-11-27T07:55', 'daily', 'UTC')).to.equal('2026-11-27T08:00');
  });
});
