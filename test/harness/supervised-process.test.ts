import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { testProcesses } from './process-table.js';
import { SupervisedProcess } from './supervised-process.js';

const counting = `
  let ticks = 0;
  setInterval(() => console.log('tick ' + ++ticks), 5);
  process.on('SIGTERM', () => { console.log('stopping'); process.exit(3); });
  console.log('ready');`;

const moduleBeside = (name: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, name)).href);

describe('A supervised process', () => {
  let started: SupervisedProcess[] = [];
  afterEach(async () => {
    await Promise.all(started.map((process) => process.kill()));
    started = [];
  });

  async function supervise(
    script: string,
    ready: RegExp | (() => Promise<boolean>) = /ready/,
    nodeArguments: string[] = [],
  ) {
    const table = await testProcesses();
    const args = [...nodeArguments, '-e', script];
    const program = { name: 'tool', command: process.execPath, args, ready } as const;
    const supervised = new SupervisedProcess(table, program);
    started.push(supervised);
    return supervised;
  }

  const failure = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );

  it('is ready when it says so, and tells what it has printed', async () => {
    const process = await (await supervise(counting)).start();
    await process.says(/tick 3/);
    expect(process.log).to.match(/^ready\ntick 1\n/);
    expect(process.linesPrinted).to.be.at.least(4);
    expect(process.isRunning).to.be.true;
  });

  it('is ready when the answer to a question is yes, however often it is asked', async () => {
    const answers = [() => Promise.reject(new Error('not yet')), () => Promise.resolve(false)];
    const process = await supervise(counting, () => (answers.shift() ?? (() => Promise.resolve(true)))());
    await process.start();
    expect(answers).to.be.empty;
  });

  it('that ends before it is ready says why', async () => {
    const broken = `console.error('no such setting'); process.exitCode = 78;`;
    expect(await failure((await supervise(broken)).start()))
      .to.contain('has ended')
      .and.contain('no such setting');
    const never = () => Promise.resolve(false);
    expect(await failure((await supervise(broken, never)).start())).to.contain('did not become ready');
  });

  it('runs to its end, with its code and all of its output', async () => {
    const long = `process.stdout.write('x'.repeat(50_000)); console.error('end'); process.exitCode = 5;`;
    const { code, said } = await (await supervise(long)).spawn().completed();
    expect(code).to.equal(5);
    expect(said).to.have.length.above(50_000).and.contain('end');
  });

  it('stops in order, or is killed, and can be started again', async () => {
    const process = await (await supervise(counting)).start();
    const { pid } = process;
    await process.stop();
    await process.ended();
    expect((await process.completed()).code).to.equal(3);
    expect(process.log).to.contain('stopping');
    await process.start();
    expect(process.pid).not.to.equal(pid);
    expect(process.log).not.to.contain('stopping');
    await process.kill();
    expect(process.isRunning).to.be.false;
    await process.stop();
  });

  it('does nothing while it is frozen, and goes on when it is thawed', async () => {
    const process = await (await supervise(counting)).start();
    process.freeze();
    const state = () => execFileSync('ps', ['-o', 'state=', '-p', String(process.pid)], { encoding: 'utf8' });
    while (!state().includes('T'));
    const { linesPrinted } = process;
    process.thaw();
    await process.says(new RegExp(`tick ${linesPrinted + 5}\\b`));
  });

  it('ends when the tests that have started it are killed', async () => {
    const tests = await supervise(
      `
      const [{ testProcesses }, { SupervisedProcess }] = await Promise.all([
        import(${moduleBeside('process-table.ts')}),
        import(${moduleBeside('supervised-process.ts')}),
      ]);
      const program = { name: 'tool', command: process.execPath, args: ['-e', ${JSON.stringify(counting)}], ready: /ready/ };
      console.log('started ' + (await new SupervisedProcess(await testProcesses(), program).start()).pid);`,
      /started \d+/,
      ['--import', 'tsx', '--input-type=module'],
    );
    await tests.start();
    const pid = Number(/started (\d+)/.exec(tests.log)?.[1]);
    const isThere = () => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    expect(isThere()).to.be.true;
    await tests.kill();
    while (isThere()) await new Promise((pass) => setTimeout(pass, 10));
  });
});
