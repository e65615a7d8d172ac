import { expect } from 'chai';
import { formatInZone, formatMsInZone, nameOfZone } from './zone-time.js';

const instant = '2026-11-26T20:05:00.006Z';

describe('The times of a story', () => {
  it('are those of the lot, with milliseconds', () => {
    expect(formatMsInZone(instant, 'Europe/Berlin')).to.equal('21:05:00.006');
    expect(formatMsInZone(instant, 'Asia/Kolkata')).to.equal('01:35:00.006');
    expect(formatInZone(instant, 'Asia/Kolkata')).to.equal('Fri 27 Nov, 01:35');
  });

  it('say which zone they are in, also where this browser does not know it', () => {
    expect(nameOfZone(instant, 'Europe/Berlin')).to.equal('Europe/Berlin, GMT+1');
    expect(formatMsInZone(instant, 'Mars/Olympus')).to.equal('20:05:00.006');
    expect(nameOfZone(instant, 'Mars/Olympus')).to.match(/^UTC/);
  });
});
