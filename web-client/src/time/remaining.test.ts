import { expect } from 'chai';
import { clockFace, roughlyLeft, secondsLeft, spokenLeft, timeLeft } from './remaining.js';

const endsAt = '2026-11-21T12:00:00.000Z';
const end = Date.parse(endsAt);

describe('A countdown', () => {
  it('reaches zero at the deadline, not before it, and stays there', () => {
    expect(secondsLeft(endsAt, end - 60_000)).to.equal(60);
    expect(secondsLeft(endsAt, end - 1)).to.equal(1);
    expect(secondsLeft(endsAt, end)).to.equal(0);
    expect(secondsLeft(endsAt, end + 5_000)).to.equal(0);
  });

  it('reads like a clock', () => {
    expect([0, 59, 61, 3_599, 3_600, 86_399].map(clockFace)).to.deep.equal([
      '00:00',
      '00:59',
      '01:01',
      '59:59',
      '1:00:00',
      '23:59:59',
    ]);
    expect(clockFace(2 * 86_400 + 3 * 3_600 + 4)).to.equal('2 d 03:00:04');
  });

  it('is said without a leading zero, and roughly where the seconds stand elsewhere', () => {
    expect([0, 59, 172, 600, 3_723].map(timeLeft)).to.deep.equal([
      '0:00',
      '0:59',
      '2:52',
      '10:00',
      '1:02:03',
    ]);
    expect([0, 59, 60, 172, 300, 3_601, 7_300].map(roughlyLeft)).to.deep.equal([
      'less than a minute',
      'less than a minute',
      '1 minute',
      '3 minutes',
      '5 minutes',
      '61 minutes',
      '2 hours',
    ]);
  });

  it('speaks at milestones alone', () => {
    expect([7_200, 301, 299, 121, 59, 9, 0].map(spokenLeft)).to.deep.equal([
      '',
      'Less than 10 minutes left.',
      'Less than 5 minutes left.',
      'Less than 5 minutes left.',
      'Less than a minute left.',
      'Less than 10 seconds left.',
      'Time is up.',
    ]);
  });
});
