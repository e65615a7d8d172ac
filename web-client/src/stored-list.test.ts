import { expect } from 'chai';
import { StoredList } from './stored-list.js';

const item = (key: string, said = key) => ({ key, said });

describe('A stored list', () => {
  let kept: Map<string, string>;
  let isFull: boolean;
  const open = () =>
    new StoredList<{ key: string; said: string }>('list', {
      read: (name) => kept.get(name),
      write(name, value) {
        if (!isFull) kept.set(name, value);
      },
      remove: (name) => void kept.delete(name),
    });

  beforeEach(() => {
    kept = new Map();
    isFull = false;
  });

  it('is the same in every tab, also when the last item has gone', () => {
    const [one, two] = [open(), open()];
    one.add(item('a'));
    two.add(item('b'));
    one.add(item('a', 'again'));
    expect(two.read()).to.deep.equal([item('b'), item('a', 'again')]);
    two.remove('a');
    two.remove('b');
    expect(one.read()).to.deep.equal([]);
    expect(kept.size).to.equal(0);
  });

  it('is kept by its tab where nothing can be stored, or nothing more', () => {
    const list = open();
    list.add(item('a'));
    isFull = true;
    list.add(item('b'));
    expect(list.read()).to.deep.equal([item('a'), item('b')]);
    list.remove('a');
    expect(list.read()).to.deep.equal([item('b')]);
    list.remove('b');
    expect(list.read()).to.deep.equal([]);
  });

  it('is empty where something else is stored under its name', () => {
    kept.set('list', '{');
    expect(open().read()).to.deep.equal([]);
  });
});
