import { expect } from 'chai';
import sinon from 'sinon';
import { ShownReports } from './shown-reports.js';

describe('Reports of what was shown', () => {
  let clock: sinon.SinonFakeTimers;
  let visible: boolean;
  let connected: boolean;
  let seq: number;
  let said: number[];
  let reports: ShownReports;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    [visible, connected, seq, said] = [true, true, 0, []];
    reports = new ShownReports({
      isVisible: () => visible,
      seq: () => seq,
      report: (upTo) => {
        if (connected) said.push(upTo);
        return connected;
      },
    });
  });
  afterEach(() => {
    reports.stop();
    clock.restore();
  });

  const show = (upTo: number) => {
    seq = upTo;
    reports.note();
  };

  it('are made once for all that comes within a second, and once for each place', () => {
    for (let next = 1; next <= 50; next++) show(next);
    clock.tick(1_000);
    expect(said).to.deep.equal([50]);
    reports.note();
    clock.tick(5_000);
    expect(said).to.deep.equal([50]);
    show(51);
    clock.tick(1_000);
    expect(said).to.deep.equal([50, 51]);
  });

  it('are not made of what came while nobody could see it, until somebody can', () => {
    visible = false;
    show(3);
    clock.tick(5_000);
    expect(said).to.deep.equal([]);
    visible = true;
    reports.note();
    clock.tick(1_000);
    expect(said).to.deep.equal([3]);
    show(4);
    visible = false;
    clock.tick(1_000);
    expect(said).to.deep.equal([3]);
  });

  it('are made again when they could not be made', () => {
    connected = false;
    show(2);
    clock.tick(1_000);
    connected = true;
    reports.note();
    clock.tick(1_000);
    expect(said).to.deep.equal([2]);
  });
});
