import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { formatLotBrief, formatLotRange } from './lot-time.js';

const berlin = 'Europe/Berlin';
const now = Date.parse('2026-11-21T09:00:00.000Z');

/** Without the zone, which depends on where the tests run. */
const shown = (startsAt: string, endsAt: string, timezone = berlin, nowMs = now) => {
  const { start, end } = formatLotRange(startsAt, endsAt, timezone, nowMs);
  return `${start} to ${end}`;
};

describe('From when to when, by the clocks of a lot', () => {
  it('is as short as it may be', () => {
    expect(shown('2026-11-21T20:43:00.000Z', '2026-11-21T21:43:00.000Z')).to.equal('21:43 to 22:43');
    expect(shown('2026-11-22T20:43:00.000Z', '2026-11-22T21:43:00.000Z')).to.equal(
      'Sun 22 Nov, 21:43 to 22:43',
    );
  });

  it('has both days over the midnight of the lot, also where one of them is today', () => {
    expect(shown('2026-11-21T22:30:00.000Z', '2026-11-21T23:30:00.000Z')).to.equal(
      'Sat 21 Nov, 23:30 to Sun 22 Nov, 00:30',
    );
    expect(shown('2026-11-20T22:30:00.000Z', '2026-11-21T08:00:00.000Z')).to.equal(
      'Fri 20 Nov, 23:30 to Sat 21 Nov, 09:00',
    );
    // The same hour is one day further east.
    expect(shown('2026-11-21T22:30:00.000Z', '2026-11-21T23:30:00.000Z', 'Asia/Tokyo')).to.equal(
      'Sun 22 Nov, 07:30 to 08:30',
    );
  });

  it('has the year where it is another one', () => {
    expect(shown('2027-01-01T11:00:00.000Z', '2027-01-01T12:00:00.000Z')).to.match(
      /^Fri,? 1 Jan 2027, 12:00 to 13:00$/,
    );
  });

  it('says which is which where the clock shows one time twice', () => {
    expect(shown('2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z')).to.equal(
      'Sun 25 Oct, 02:30 CEST to 02:30 CET',
    );
  });

  it('is no hour too long or too short when clocks are put forward', () => {
    expect(shown('2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z')).to.equal(
      'Sun 29 Mar, 01:30 CET to 03:30 CEST',
    );
  });

  it('can be said before the server has told its time, and in a zone that this browser does not know', () => {
    expect(shown('2026-11-21T20:43:00.000Z', '2026-11-21T21:43:00.000Z', berlin, -Infinity)).to.match(
      /21:43/,
    );
    expect(
      formatLotRange('2026-11-21T20:43:00.000Z', '2026-11-21T21:43:00.000Z', 'Mars/Olympus', now),
    ).to.include({ start: '20:43', end: '21:43' });
  });

  it('fits into a bay: the time, or the day alone', () => {
    expect(formatLotBrief('2026-11-21T20:43:00.000Z', berlin, now)).to.equal('21:43');
    expect(formatLotBrief('2026-11-21T23:43:00.000Z', berlin, now)).to.equal('22 Nov');
  });
});

describe('The zone of a lot', () => {
  const named = (device: string, timezone: string, instant = '2026-11-21T20:43:00.000Z') => {
    const script = `
      import { formatLotMoment } from './web-client/src/time/lot-time.ts';
      console.log(formatLotMoment('${instant}', '${timezone}', Date.parse('${instant}')));`;
    return spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { ...process.env, TZ: device },
    })
      .stdout.trim()
      .replaceAll('\u00a0', ' ');
  };

  it('is named where the clock of the device shows another time, and only there', () => {
    expect(named('America/New_York', berlin)).to.equal('21:43 (Berlin time)');
    expect(named('Europe/Paris', berlin)).to.equal('21:43');
    expect(named('Europe/Berlin', 'America/Argentina/Buenos_Aires')).to.equal('17:43 (Buenos Aires time)');
    expect(named('Europe/Berlin', 'Etc/GMT+5')).to.equal('15:43 (GMT-5)');
    expect(named('Europe/Berlin', 'Mars/Olympus')).to.equal('20:43 (UTC)');
  }).timeout(60_000);

  it('is named in the weeks in which only one of two places has turned its clocks', () => {
    expect(named('America/New_York', 'America/Lima', '2026-11-21T20:43:00.000Z')).to.equal('15:43');
    expect(named('America/New_York', 'America/Lima', '2026-07-21T20:43:00.000Z')).to.equal(
      '15:43 (Lima time)',
    );
  }).timeout(60_000);
});
