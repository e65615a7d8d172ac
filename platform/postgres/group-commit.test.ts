import { expect } from 'chai';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { GroupCommit } from './group-commit.js';

describe('Group commit', () => {
  let groups: number[][];
  let answer: (members: readonly number[]) => Promise<unknown[]>;
  let groupCommit: GroupCommit<number>;

  beforeEach(() => {
    groups = [];
    answer = async (members) => {
      await nextTurn();
      return members.map((member) => member * 2);
    };
    groupCommit = new GroupCommit((members) => {
      groups.push([...members]);
      return answer(members);
    });
  });

  const join = (member: number) => groupCommit.join(member);
  const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

  it('runs at once for whoever comes alone', async () => {
    void join(1);
    await nextTurn();
    expect(groups).to.deep.equal([[1]]);
  });

  it('gathers all who come while a group is on its way, and gives each their own answer', async () => {
    const first = join(1);
    await nextTurn();
    expect(await Promise.all([first, ...[2, 3, 4].map(join)])).to.deep.equal([2, 4, 6, 8]);
    expect(groups).to.deep.equal([[1], [2, 3, 4]]);
  });

  it('lets in, after a crowd, those who are just arriving', async () => {
    await Promise.all([1, 2].map(join));
    const third = join(3);
    for (let tick = 0; tick < 20; tick++) await Promise.resolve();
    await Promise.all([third, join(4)]);
    expect(groups).to.deep.equal([
      [1, 2],
      [3, 4],
    ]);
  });

  it('takes a bounded number into one group', async () => {
    await Promise.all(numbers(120).map(join));
    expect(groups.flat()).to.deep.equal(numbers(120));
    expect(Math.max(...groups.map(({ length }) => length))).to.equal(50);
  });

  it('throws an error to the member whom it is for, or to the whole group, and to nobody after them', async () => {
    answer = (members) => Promise.resolve(members.map((member) => (member === 1 ? new Error('no') : member)));
    const one = await Promise.allSettled([1, 2].map(join));
    expect(one.map(({ status }) => status)).to.deep.equal(['rejected', 'fulfilled']);
    answer = () => Promise.reject(new Error('no'));
    const all = await Promise.allSettled([1, 2].map(join));
    expect(all.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    answer = (members) => Promise.resolve([...members]);
    expect(await join(3)).to.equal(3);
  });

  it('does not wait for long for a group that never ends', async () => {
    answer = () => new Promise(() => undefined);
    void join(1);
    await nextTurn();
    answer = (members) => Promise.resolve([...members]);
    expect(await join(2)).to.equal(2);
  });
});
