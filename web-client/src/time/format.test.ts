import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { minorUnitDigits } from '../../../contract/currencies.js';
import { formatMoney } from './format.js';

const plain = (text: string) => text.replace(/\s/g, ' ');

describe('An amount of money', () => {
  it('is shown by the minor units of ISO 4217, whatever the browser knows', () => {
    const shown = [
      ...(['EUR', 'JPY', 'KWD', 'ISK', 'IQD', 'IRR', 'LBP', 'UGX', 'MGA', 'HUF', 'COP', 'RSD'] as const).map(
        (currency) => plain(formatMoney(123_456, currency)),
      ),
    ];
    expect(shown).to.deep.equal([
      '€1,234.56',
      '¥123,456',
      'KWD 123.456',
      'ISK 123,456',
      'IQD 123.456',
      'IRR 1,234.56',
      'LBP 1,234.56',
      'UGX 123,456',
      'MGA 1,234.56',
      'HUF 1,234.56',
      'COP 1,234.56',
      'RSD 1,234.56',
    ]);
  });

  it('is never more than it is, for any currency', () => {
    for (const [currency, digits] of minorUnitDigits) {
      const [number = ''] = /\d[\d,]*(\.\d+)?$/.exec(formatMoney(1_000_000, currency)) ?? [];
      expect(Number(number.replaceAll(',', '')), currency).to.equal(1_000_000 / 10 ** digits);
    }
  });

  it('of a currency that is gone counts in cents', () => {
    expect(plain(formatMoney(450, 'BGN'))).to.equal('BGN 4.50');
  });
});

describe('The ends of a booking, on the clock of a device', () => {
  /** A process cannot change its time zone reliably: one process per zone. */
  const shownIn = (timezone: string, ...ends: [string, string]) => {
    const script = `
      import { formatEnds, formatInstant } from './web-client/src/time/format.ts';
      const ends = ${JSON.stringify(ends)};
      console.log(JSON.stringify([...Object.values(formatEnds(...ends)), formatInstant(ends[0])]));`;
    const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { ...process.env, TZ: timezone },
    });
    return (JSON.parse(stdout) as string[]).map(plain);
  };

  it('differ although the clock shows the same time twice', () => {
    expect(shownIn('Europe/Berlin', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z')).to.deep.equal([
      'Sun 25 Oct, 02:30 CEST',
      'Sun 25 Oct, 02:30 CET',
      'Sun 25 Oct, 02:30 CEST',
    ]);
  }).timeout(10_000);

  it('are as short as ever on any other day', () => {
    expect(shownIn('Europe/Berlin', '2026-11-21T12:00:00.000Z', '2026-11-21T13:00:00.000Z')).to.deep.equal([
      'Sat 21 Nov, 13:00',
      'Sat 21 Nov, 14:00',
      'Sat 21 Nov, 13:00',
    ]);
  }).timeout(10_000);
});
