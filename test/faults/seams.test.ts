import { expect } from 'chai';
import ts from 'typescript';
import { patchModule, wrapWith } from './seams.js';

/** What a module exports, with something put in the place of one of its declarations. */
async function patched(source: string, seam: string, ...puts: string[]): Promise<Record<string, unknown>> {
  const { code, found } = patchModule(source, seam, wrapWith(puts));
  expect(found, `declarations of ${seam}`).to.equal(1);
  const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
  const { outputText } = ts.transpileModule(code, { compilerOptions });
  const url = `data:text/javascript,${encodeURIComponent(outputText)}`;
  const { default: _, ...named } = (await import(url)) as Record<string, unknown>;
  return named;
}

describe('A seam', () => {
  it('is a constant, of whose value something is made', async () => {
    const source = `
      const limit: number = 1 + 2, other = limit;
      export const both: number[] = [limit, other];`;
    expect(await patched(source, 'limit', '(limit) => limit * 10')).to.deep.equal({ both: [30, 30] });
  });

  it('is a constant that holds a function', async () => {
    const source = `
      const ask = async (name: string): Promise<string> => 'hello ' + name;
      export const answer = await ask('you');`;
    const put = "(original) => async (...given) => (await original(...given)) + '!'";
    expect(await patched(source, 'ask', put)).to.deep.equal({ answer: 'hello you!' });
  });

  it('is a function, also for those who call it above its declaration and for itself', async () => {
    const source = `
      export const early = count(2);
      export function count<N extends number>(n: N): number { return n === 0 ? 0 : 1 + count(n - 1); }
      export const late = count(2);`;
    const { early, late, count } = await patched(source, 'count', '(original) => (n) => 10 + original(n)');
    expect([early, late, (count as (n: number) => number)(0)]).to.deep.equal([32, 32, 10]);
  });

  it('is a function that keeps what was put in its place, so that this may remember something', async () => {
    const source = `
      async function* next() { yield 1; }
      export const calls = [next(), next()].map(String);`;
    const put = '() => { let calls = 0; return () => ++calls; }';
    expect(await patched(source, 'next', put)).to.deep.equal({ calls: ['1', '2'] });
  });

  it('is a function with overloads, which are one declaration', async () => {
    const source = `
      function twice(value: number): number;
      function twice(value: string): string;
      function twice(value: any) { return value + value; }
      export const results = [twice(1), twice('a')];`;
    const put = '(original) => (value) => [original(value)]';
    expect(await patched(source, 'twice', put)).to.deep.equal({ results: [[2], ['aa']] });
  });

  it('is a method, a static method or a property of a class, with its own `this`', async () => {
    const source = `
      export class Counter {
        private count = 1;
        static of(): Counter { return new Counter(); }
        add(n: number): number { return (this.count += n); }
      }
      class Other { add() { return 'untouched'; } }
      export const results = [Counter.of().add(1), new Other().add()];`;
    const results = async (member: string, put: string) =>
      (await patched(source, `Counter.${member}`, put)).results;
    const twice = '(original) => function (n) { original.call(this, n); return original.call(this, n); }';
    expect(await results('add', twice)).to.deep.equal([3, 'untouched']);
    expect(await results('count', '(count) => count * 10')).to.deep.equal([11, 'untouched']);
    expect(await results('of', '() => () => ({ add: () => 7 })')).to.deep.equal([7, 'untouched']);
  });

  it('takes several patches, of which the last is outermost', async () => {
    const source = 'export const list = [1];';
    const puts = ['(list) => [...list, 2] // two', '(list) => [...list, 3]'];
    expect(await patched(source, 'list', ...puts)).to.deep.equal({ list: [1, 2, 3] });
  });

  it('is nothing inside of a function, no type, no accessor and no import', () => {
    const source = `
      import { limit } from './limit.js';
      interface Limit { limit: number }
      type limitOf = Limit;
      function outer() { const inner = 1; return inner; }
      class Holder { get value() { return outer() + limit; } }`;
    for (const seam of ['limit', 'Limit', 'limitOf', 'inner', 'Holder.value', 'Holder']) {
      expect(patchModule(source, seam, wrapWith(['(one) => one'])), seam).to.deep.equal({
        code: source,
        found: 0,
      });
    }
  });
});
