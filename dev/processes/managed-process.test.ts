import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { SetupProblem } from '../setup-problem.js';
import { FileLog } from './process-log.js';
import { ManagedProcess } from './managed-process.js';
import { ProcessTable } from './process-table.js';

describe('A managed process', () => {
  let folder: string;
  let table: ProcessTable;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkmate-test-'));
    table = await ProcessTable.open(join(folder, 'table'), []);
  });

  afterEach(async () => {
    await table.stopAll(() => undefined);
    await table.release();
    rmSync(folder, { recursive: true, force: true });
  });

  const failureOf = async (script: string, readyWithinMs?: number): Promise<SetupProblem> => {
    const managed = new ManagedProcess(
      {
        name: 'redis',
        command: process.execPath,
        args: ['-e', script],
        options: {},
        stop: [],
        log: new FileLog(folder, 'managed'),
        isReady: () => Promise.reject(new Error('nobody answers')),
        ...(readyWithinMs === undefined ? {} : { readyWithinMs }),
      },
      { table, onChange: () => undefined },
    );
    const error: unknown = await managed.start().catch((reason: unknown) => reason);
    if (!(error instanceof SetupProblem)) throw new Error('It was expected to give up.');
    return error;
  };

  it('that never comes up is tried again after growing delays, then given up with its last words', async () => {
    const problem = await failureOf('console.log(Date.now()); process.exit(3)');
    expect(problem.message).to.contain('redis does not start (code 3)');

    const times = readFileSync(join(folder, 'managed.log'), 'utf8').trim().split('\n').map(Number);
    const delays = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(problem.advice).to.contain(String(times.at(-1)));
    expect(delays).to.have.lengthOf(4);
    // Timers never fire early; how late they fire depends on the machine.
    for (const [index, atLeastMs] of [150, 300, 600, 1200].entries())
      expect(delays[index]).to.be.at.least(atLeastMs);
  });

  it('that runs and is never ready is given up, with the reason and its last words', async () => {
    const problem = await failureOf('console.log("waiting"); setInterval(() => undefined, 1000)', 1_000);
    expect(problem.message).to.contain('redis is not ready after 1 s: nobody answers');
    expect(problem.advice.trim()).to.equal('waiting');
  });

  it('with wrong settings is not tried again', async () => {
    const problem = await failureOf('console.log("JWT_SECRET is required"); process.exit(78)');
    expect(problem.advice.trim()).to.equal('JWT_SECRET is required');
  });
});
