import { expect } from 'chai';
import { BoundedRead } from './bounded-read.js';

describe('A bounded read', () => {
  it('gives what was read, each time anew', async () => {
    let count = 0;
    const bounded = new BoundedRead(() => Promise.resolve(++count), 1_000);
    expect([await bounded.read(), await bounded.read()]).to.deep.equal([1, 2]);
  });

  it('is null where it fails, and works again when the next one does', async () => {
    let fails = true;
    const bounded = new BoundedRead(
      () => (fails ? Promise.reject(new Error('away')) : Promise.resolve(1)),
      1_000,
    );
    expect(await bounded.read()).to.equal(null);
    fails = false;
    expect(await bounded.read()).to.equal(1);
  });

  it('is null while it hangs, is not asked again meanwhile, and gives what came late', async () => {
    let asked = 0;
    let answer: (value: string) => void = () => undefined;
    const bounded = new BoundedRead(() => {
      asked++;
      return new Promise<string>((resolve) => (answer = resolve));
    }, 10);
    expect([await bounded.read(), await bounded.read(), await bounded.read()]).to.deep.equal([
      null,
      null,
      null,
    ]);
    expect(asked).to.equal(1);
    const late = bounded.read();
    answer('late');
    expect(await late).to.equal('late');
    void bounded.read();
    expect(asked).to.equal(2);
  });
});
