import { spawnSync } from 'node:child_process';
import { expect } from 'chai';

describe('A moment, on the clock of a device', () => {
  /** A process cannot change its time zone reliably: one process per zone. */
  const shownIn = (timezone: string, instant: string) => {
    const script = `
      import { formatInstant } from './web-client/src/time/format.ts';
      console.log(formatInstant('${instant}'));`;
    return spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { ...process.env, TZ: timezone },
    }).stdout.trim();
  };

  it('names its zone in the hour that the clock shows twice, and is short on any other day', () => {
    expect(shownIn('Europe/Berlin', '2026-10-25T00:30:00.000Z')).to.equal('Sun 25 Oct, 02:30 CEST');
    expect(shownIn('Europe/Berlin', '2026-11-21T12:00:00.000Z')).to.equal('Sat 21 Nov, 13:00');
  }).timeout(20_000);
});
