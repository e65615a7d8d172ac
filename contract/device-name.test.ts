import { expect } from 'chai';
import { deviceName } from './device-name.js';

describe('The name of a device', () => {
  const words = {
    device: (browser: string, system: string) => `${browser} on ${system}`,
    unknownDevice: 'Unknown device',
  };
  const cases: [string, string | null][] = [
    [
      'Chrome on Android',
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
    ],
    [
      'Safari on iPhone',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    ],
    [
      'Edge on Windows',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
    ],
    ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'],
    ['Chrome on Linux', 'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/147.0.0.0 Safari/537.36'],
    ['curl/8.5.0', 'curl/8.5.0'],
    ['Unknown device', null],
    ['Unknown device', ' '],
  ];
  for (const [name, agent] of cases)
    it(`is ${name} of ${agent?.slice(0, 40) ?? 'nothing'}`, () => {
      expect(deviceName(agent, words)).to.equal(name);
    });

  it('is never longer than a line or two', () => {
    expect(deviceName('x'.repeat(300), words)).to.have.lengthOf(61);
  });
});
