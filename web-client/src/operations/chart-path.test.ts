import { expect } from 'chai';
import { drawChart, thinOut, type Point } from './chart-path.js';

const untilMs = 36_000_000;
const minute = 60_000;
const point = (minutesAgo: number, value: number | null): Point => ({
  atMs: untilMs - minutesAgo * minute,
  value,
});

describe('A chart of the last hour', () => {
  it('runs from an hour ago to now, and from nothing to the highest value', () => {
    const { line, area, highest, highestAtMs } = drawChart(
      [point(2, 0), point(1, 40), point(0, 20)],
      untilMs,
    );
    expect(line).to.equal('M96.67 100L98.33 0L100 50');
    expect(area).to.equal('M96.67 100L96.67 100L98.33 0L100 50L100 100Z');
    expect({ highest, highestAtMs }).to.deep.equal({ highest: 40, highestAtMs: untilMs - minute });
  });

  it('does not blow up a small value to the full height', () => {
    expect(drawChart([point(0, 1)], untilMs, 10).line).to.equal('M100 90');
  });

  it('is interrupted where nothing was read', () => {
    const points = [point(20, 1), point(19, 1), point(18, null), point(17, 1), point(5, 1)];
    expect(drawChart(points, untilMs).line.match(/M/g)).to.have.length(3);
  });

  it('leaves out what is older than an hour, and what is no reading', () => {
    expect(drawChart([point(61, 5), point(0, null)], untilMs)).to.deep.equal({
      ...{ line: '', area: '', highest: 0, highestAtMs: undefined },
    });
  });

  it('keeps the peaks of many readings', () => {
    const many = Array.from({ length: 3_600 }, (_, n) => ({
      atMs: untilMs - (3_600 - n) * 1_000,
      value: n === 1_234 ? 99 : 1,
    }));
    const thin = thinOut(many, untilMs);
    expect(thin).to.have.length.within(119, 122);
    expect(Math.max(...thin.map(({ value }) => value ?? 0))).to.equal(99);
  });
});
