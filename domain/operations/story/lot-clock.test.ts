import { expect } from 'chai';
import { lotClock, span } from './lot-clock.js';

describe('The clock of a lot', () => {
  const write = (timezone: string, today: string, ...times: string[]) =>
    times.map((time) => new Date(time)).map(lotClock(timezone, new Date(today), 'en'));

  it('writes milliseconds where there are any, and the day where it has changed', () => {
    expect(
      write(
        'Europe/Berlin',
        '2026-11-26T12:00:00Z',
        '2026-11-26T19:55:00.004Z',
        '2026-11-26T20:00:00Z',
        '2026-11-26T23:00:00.500Z',
        '2026-11-27T00:00:00Z',
        '2027-01-01T00:00:00Z',
      ),
    ).to.deep.equal(['20:55:00.004', '21:00:00', '27 Nov 00:00:00.500', '01:00:00', '1 Jan 2027 01:00:00']);
  });

  it('writes the day in the language of the story', () => {
    const spanish = lotClock('UTC', new Date('2026-11-26T12:00:00Z'), 'es');
    expect(spanish(new Date('2026-12-27T01:30:00.500Z'))).to.equal('27 dic 01:30:00.500');
  });

  it('says the zone where the clocks are put back, and where it knows no such zone', () => {
    const [first, second] = write(
      'Europe/Berlin',
      '2026-10-25T00:00:00Z',
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
    );
    expect(first).to.match(/^02:30:00 \S+/);
    expect(second)
      .to.match(/^02:30:00 \S+/)
      .and.not.equal(first);
    expect(write('Mars/Olympus', '2026-11-26T12:00:00Z', '2026-11-26T13:00:00Z')).to.deep.equal([
      '13:00:00 UTC',
    ]);
  });

  it('writes spans in the unit that is read best', () => {
    expect([6, 999, 1_000, 1_540, 59_900, 60_000, 3_600_000, 7_200_000].map(span)).to.deep.equal([
      ...['6 ms', '999 ms', '1 s', '1.5 s', '59.9 s', '1 min', '60 min', '2 h'],
    ]);
  });
});
