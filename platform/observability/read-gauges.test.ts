import { expect } from 'chai';
import { register } from 'prom-client';
import sinon from 'sinon';
import { silentLog } from '../../test/harness/api.js';
import { addGauges } from './read-gauges.js';

describe('gauges that are read on scrape', () => {
  let remove: () => void;
  afterEach(() => {
    remove();
  });

  const scrape = async () =>
    (await register.metrics()).split('\n').filter((line) => line.startsWith('test_'));
  const add = (read: () => Promise<number>) => {
    remove = addGauges(
      read,
      [
        { name: 'test_one', help: 'One.', value: (n) => n },
        { name: 'test_two', help: 'Two.', value: (n) => 2 * n },
      ],
      silentLog(),
    );
  };

  it('come from one reading for each scrape', async () => {
    let reading = 0;
    add(() => Promise.resolve(++reading));
    expect(await scrape()).to.deep.equal(['test_one 1', 'test_two 2']);
    expect(await scrape()).to.deep.equal(['test_one 2', 'test_two 4']);
  });

  it('are read once for all who ask at the same time', async () => {
    const answer: ((n: number) => void)[] = [];
    add(() => new Promise((resolve) => answer.push(resolve)));
    const scrapes = Array.from({ length: 5 }, () => register.metrics());
    answer[0]?.(1);
    for (const text of await Promise.all(scrapes)) expect(text).to.contain('test_two 2');
    expect(answer).to.have.length(1);
  });

  it('hold a scrape up for two seconds at most, and are not read again meanwhile', async () => {
    let readings = 0;
    add(() => new Promise(() => (readings += 1)));
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      for (let scrapes = 0; scrapes < 2; scrapes++) {
        const text = register.metrics();
        await clock.tickAsync(2_000);
        expect(await text)
          .to.contain('# TYPE')
          .and.not.to.match(/^test_/m);
      }
    } finally {
      clock.restore();
    }
    expect(readings).to.equal(1);
  });

  it('have no value while they cannot be read, and the others are still there', async () => {
    let failed = false;
    add(() => (failed ? Promise.reject(new Error('away')) : Promise.resolve(1)));
    expect(await scrape()).to.have.length(2);
    failed = true;
    expect(await scrape()).to.deep.equal([]);
    failed = false;
    expect(await scrape()).to.have.length(2);
  });

  it('may have several values, of which those of the last reading are there', async () => {
    const readings = [['a', 'b'], ['b']];
    remove = addGauges(
      () => Promise.resolve(readings.shift() ?? []),
      [
        {
          name: 'test_each',
          help: 'Each.',
          labelNames: ['name'],
          value: (names) => names.map((name) => ({ labels: { name }, value: 1 })),
        },
      ],
      silentLog(),
    );
    expect(await scrape()).to.deep.equal(['test_each{name="a"} 1', 'test_each{name="b"} 1']);
    expect(await scrape()).to.deep.equal(['test_each{name="b"} 1']);
  });

  it('are gone when they are removed, so that a boot may be repeated', async () => {
    add(() => Promise.resolve(1));
    remove();
    add(() => Promise.resolve(2));
    expect(await scrape()).to.deep.equal(['test_one 2', 'test_two 4']);
  });
});
