import { expect } from 'chai';
import { logReadiness } from './log-readiness.js';
import type { Probe } from './readiness.js';

describe('The log of readiness', () => {
  let lines: unknown[][];
  let nowMs: number;
  let note: (reasons: Probe['reasons']) => void;
  beforeEach(() => {
    lines = [];
    nowMs = 0;
    const log = {
      info: (...line: unknown[]) => lines.push(line),
      warn: (...line: unknown[]) => lines.push(line),
    };
    const noteProbe = logReadiness(log as never, () => nowMs);
    note = (reasons) => {
      nowMs += 500;
      noteProbe({ reasons } as Probe);
    };
  });

  const probes = (count: number, reasons: Probe['reasons']) => {
    for (let n = 0; n < count; n++) note(reasons);
  };

  it('says nothing of a process that is ready', () => {
    probes(100, {});
    expect(lines).to.deep.equal([]);
  });

  it('says once why a process is not ready, and once that it is ready again', () => {
    probes(100, { redis: 'Connection is closed.' });
    probes(100, {});
    expect(lines).to.deep.equal([['not ready', { redis: 'Connection is closed.' }], ['ready again']]);
  });

  it('says what else is missing by then', () => {
    probes(100, { redis: 'away' });
    probes(100, { redis: 'away', postgres: 'away too' });
    expect(lines.slice(1)).to.deep.equal([['not ready', { redis: 'away', postgres: 'away too' }]]);
  });

  it('says a line in ten seconds at most where it changes with every probe, and the last state in the end', () => {
    for (let n = 0; n < 50; n++) probes(1, n % 2 === 0 ? { worker: 'none' } : {});
    expect(lines.length).to.be.within(1, 4);
    probes(30, {});
    expect(lines.at(-1)).to.deep.equal(['ready again']);
  });
});
