import { expect } from 'chai';
import { tableLines } from './report.js';
import type { Goal, Sample } from './row.js';

const runsOf = (values: number[], goal: Goal, baselines: number[] = []): Sample[][] =>
  values.map((value, run) => [{ name: 'figure', value, unit: 'ms', baseline: baselines[run], goal }]);

const met = (...given: Parameters<typeof runsOf>) => tableLines('row', runsOf(...given)).met;

describe('The table of the bench', () => {
  it('judges the run in the middle', () => {
    expect(met([1, 9, 2], { atMost: 2 })).to.equal(true);
    expect(met([1, 9, 3], { atMost: 2 })).to.equal(false);
    expect(met([1, 9, 3], { atLeast: 3 })).to.equal(true);
  });

  it('judges every run where one failure is one too many', () => {
    expect(met([0, 0, 1], { always: true, atMost: 0 })).to.equal(false);
    expect(met([0, 0, 0], { always: true, atMost: 0 })).to.equal(true);
    expect(met([-1, 2, 3], { always: true, atLeast: 0 })).to.equal(false);
  });

  it('takes each run’s own baseline for its ratio', () => {
    expect(met([10, 20, 30], { ratioAtMost: 1 }, [10, 20, 30])).to.equal(true);
    expect(met([10, 20, 30], { ratioAtMost: 1 }, [5, 10, 60])).to.equal(false);
    expect(met([10, 20, 30], { ratioAtLeast: 2 }, [5, 10, 60])).to.equal(true);
  });

  it('does not take a goal for met whose ratio has no baseline', () => {
    expect(met([10], { ratioAtMost: 100 })).to.equal(false);
  });

  it('prints value, range, baseline, ratio and verdict', () => {
    const { lines } = tableLines('row', runsOf([10, 30, 20], { ratioAtMost: 3 }, [5, 10, 10]));
    expect(lines.join().replace(/ +/g, ' ')).to.equal('row figure 20.0 ms 10.0 … 30.0 10.0 2.00 ✓ ≤ 3 ×');
  });
});
