import { expect } from 'chai';
import { catalog } from './index.js';
import { examples } from '../../../test/harness/event-examples.js';
import { localPeriod, localTime } from './local-time.js';

/** What people read, with the kinds of spaces that ICU chooses made equal. */
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('A period on the clock of a lot', () => {
  it('is in UTC, and says so, where the zone is not known: a browser may be older than it', () => {
    const [startsAt, endsAt] = ['2026-11-21T12:00Z', '2026-11-21T13:00Z'];
    expect(plain(localTime(startsAt, 'Mars/Base', 'en'))).to.equal('21 Nov, 12:00 UTC');
    expect(plain(localPeriod(startsAt, endsAt, 'Mars/Base', 'en'))).to.equal(
      '21 Nov, 12:00 UTC to 21 Nov, 13:00 UTC',
    );
  });

  const periods: [string, string, string, string, string][] = [
    [
      'an ordinary hour',
      'Europe/Berlin',
      '2026-11-21T12:00Z',
      '2026-11-21T13:00Z',
      '21 Nov, 13:00 to 21 Nov, 14:00',
    ],
    [
      'the hour that comes twice',
      'Europe/Berlin',
      '2026-10-25T00:30Z',
      '2026-10-25T01:30Z',
      '25 Oct, 02:30 CEST to 25 Oct, 02:30 CET',
    ],
    [
      'half of it',
      'Europe/Berlin',
      '2026-10-25T01:10Z',
      '2026-10-25T01:40Z',
      '25 Oct, 02:10 CET to 25 Oct, 02:40 CET',
    ],
    [
      'from before it until it',
      'Europe/Berlin',
      '2026-10-24T23:30Z',
      '2026-10-25T00:30Z',
      '25 Oct, 01:30 to 25 Oct, 02:30 CEST',
    ],
    [
      'over the hour that is left out',
      'Europe/Berlin',
      '2026-03-29T00:30Z',
      '2026-03-29T01:30Z',
      '29 Mar, 01:30 CET to 29 Mar, 03:30 CEST',
    ],
    [
      'a week over the change',
      'Europe/Berlin',
      '2026-10-24T10:00Z',
      '2026-10-31T10:00Z',
      '24 Oct, 12:00 CEST to 31 Oct, 11:00 CET',
    ],
    [
      'in the west',
      'America/New_York',
      '2026-11-01T05:30Z',
      '2026-11-01T06:30Z',
      '1 Nov, 01:30 GMT-4 to 1 Nov, 01:30 GMT-5',
    ],
    [
      'where clocks change by half an hour',
      'Australia/Lord_Howe',
      '2026-04-04T14:45Z',
      '2026-04-04T15:15Z',
      '5 Apr, 01:45 GMT+11 to 5 Apr, 01:45 GMT+10:30',
    ],
    [
      'where clocks change by two hours',
      'Antarctica/Troll',
      '2026-10-25T00:30Z',
      '2026-10-25T02:30Z',
      '25 Oct, 02:30 GMT+2 to 25 Oct, 02:30 GMT',
    ],
    [
      'where clocks never change',
      'UTC',
      '2026-10-25T00:30Z',
      '2026-10-25T01:30Z',
      '25 Oct, 00:30 to 25 Oct, 01:30',
    ],
  ];
  for (const [title, zone, startsAt, endsAt, reads] of periods) {
    it(`reads clearly: ${title}`, () => {
      expect(plain(localPeriod(startsAt, endsAt, zone, 'en'))).to.equal(reads);
    });
  }

  it('is in the language of who reads it', () => {
    const [startsAt, endsAt] = ['2026-01-21T12:00Z', '2026-01-21T13:00Z'];
    expect(plain(localPeriod(startsAt, endsAt, 'Europe/Berlin', 'es'))).to.equal(
      '21 ene, 13:00 a 21 ene, 14:00',
    );
  });

  it('is what an owner is told of a booking', () => {
    const { message } = catalog['booking.created'].content(
      {
        ...examples['booking.created'],
        startsAt: '2026-10-25T00:30:00.000Z',
        endsAt: '2026-10-25T01:30:00.000Z',
      },
      'en',
    );
    expect(plain(message)).to.contain('25 Oct, 02:30 CEST to 25 Oct, 02:30 CET');
  });
});

describe('A time on the clock of a lot', () => {
  it('says the zone only when the clock shows that time twice', () => {
    const at = (instant: string) => plain(localTime(instant, 'Europe/Berlin', 'en'));
    expect(at('2026-10-24T23:59Z')).to.equal('25 Oct, 01:59');
    expect(at('2026-10-25T00:00Z')).to.equal('25 Oct, 02:00 CEST');
    expect(at('2026-10-25T01:59Z')).to.equal('25 Oct, 02:59 CET');
    expect(at('2026-10-25T02:00Z')).to.equal('25 Oct, 03:00');
  });
});
