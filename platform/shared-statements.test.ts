import { expect } from 'chai';
import { setImmediate as nextTurn } from 'node:timers/promises';
import sinon from 'sinon';
import { SharedStatements } from './shared-statements.js';
import { statement } from './statement.js';

const double = statement('double', 'SELECT n, number * 2 AS doubled FROM jsonb_to_recordset($1::jsonb)');

interface Asked {
  n: number;
  number: number;
}

describe('Shared statements', () => {
  /** What was asked of each statement that was run. */
  let runs: number[][];
  let answer: (asked: Asked[]) => Promise<{ n: number }[]>;
  let shared: SharedStatements;

  beforeEach(() => {
    runs = [];
    answer = async (asked) => {
      await nextTurn();
      return asked.map(({ n, number }) => ({ n, doubled: number * 2 }));
    };
    shared = new SharedStatements((_statement, asks) => {
      const asked = JSON.parse(asks) as Asked[];
      runs.push(asked.map(({ number }) => number));
      return answer(asked);
    });
  });

  const ask = (number: number) => shared.ask(double, { number });
  const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

  it('run at once for whoever comes alone', async () => {
    void ask(1);
    await nextTurn();
    expect(runs).to.deep.equal([[1]]);
  });

  it('are shared by all who come while one is on its way, and give each their own row', async () => {
    const first = ask(1);
    await nextTurn();
    const rows = await Promise.all([first, ...[2, 3, 4].map(ask)]);
    expect(runs).to.deep.equal([[1], [2, 3, 4]]);
    expect(rows).to.deep.equal(
      [1, 2, 3, 4].map((number, place) => ({ n: [0, 0, 1, 2][place], doubled: number * 2 })),
    );
  });

  it('let in, after a crowd, those who are just arriving', async () => {
    await Promise.all([1, 2].map(ask));
    const third = ask(3);
    for (let tick = 0; tick < 20; tick++) await Promise.resolve();
    await Promise.all([third, ask(4)]);
    expect(runs).to.deep.equal([
      [1, 2],
      [3, 4],
    ]);
  });

  it('keep a distance in a crowd, so that more share one', async () => {
    answer = (asked) => Promise.resolve(asked);
    const time = sinon.useFakeTimers();
    try {
      const asked = [1, 2].map(ask);
      await time.tickAsync(0);
      asked.push(ask(3));
      await time.tickAsync(4);
      expect(runs).to.deep.equal([[1, 2]]);
      asked.push(ask(4));
      await time.tickAsync(1);
      expect(runs).to.deep.equal([
        [1, 2],
        [3, 4],
      ]);
      await Promise.all(asked);
    } finally {
      time.restore();
    }
  });

  it('give nothing to whom no row answers', async () => {
    answer = (asked) => Promise.resolve(asked.filter(({ number }) => number !== 2));
    expect(await Promise.all([1, 2, 3].map(ask))).to.deep.equal([
      { n: 0, number: 1 },
      undefined,
      { n: 2, number: 3 },
    ]);
  });

  it('take a bounded number at once', async () => {
    await Promise.all(numbers(250).map(ask));
    expect(runs.flat()).to.deep.equal(numbers(250));
    expect(Math.max(...runs.map(({ length }) => length))).to.equal(100);
  });

  it('fail for all who share one, and for nobody after them', async () => {
    const working = answer;
    answer = () => Promise.reject(new Error('no'));
    const failed = await Promise.allSettled([ask(1), ask(2)]);
    expect(failed.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    answer = working;
    expect(await ask(3)).to.deep.equal({ n: 0, doubled: 6 });
  });

  it('do not wait for long for one that never ends', async () => {
    const working = answer;
    answer = () => new Promise(() => undefined);
    void ask(1);
    await nextTurn();
    answer = working;
    expect(await ask(2)).to.deep.equal({ n: 0, doubled: 4 });
  });
});
