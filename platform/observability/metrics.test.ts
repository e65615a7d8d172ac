import { expect } from 'chai';
import { register } from 'prom-client';
import sinon from 'sinon';
import { silentLog } from '../../test/harness/api.js';
import { addGauges, startMetrics, type Metrics } from './metrics.js';

describe('metrics', () => {
  it('are served on a port of their own', async () => {
    const metrics = await startMetrics({ host: '127.0.0.1', port: 0 }, silentLog());
    const url = `http://127.0.0.1:${metrics.port ?? ''}`;
    const answer = await fetch(`${url}/metrics`);
    expect(await answer.text()).to.contain('process_cpu_seconds_total');
    expect(answer.headers.get('Content-Type')).to.contain('text/plain');
    expect((await fetch(`${url}/healthz`)).status).to.equal(200);
    expect((await fetch(url)).status).to.equal(404);
    await metrics.stop();
  });

  it('are no reason not to start: where the port is taken, a warning says so', async () => {
    const metrics = await startMetrics({ host: '127.0.0.1', port: 0 }, silentLog());
    const log = silentLog();
    const warn = sinon.spy(log, 'warn');
    const second = await startMetrics({ host: '127.0.0.1', port: metrics.port ?? 0 }, log);
    expect(second.port).to.equal(undefined);
    expect(warn.callCount).to.equal(1);
    await second.stop();
    await metrics.stop();
  });

  describe('that are read when they are asked for', () => {
    let metrics: Metrics;
    beforeEach(async () => (metrics = await startMetrics({ host: '127.0.0.1', port: 0 }, silentLog())));
    afterEach(() => metrics.stop());

    const scrape = async () => {
      const answer = await fetch(`http://127.0.0.1:${metrics.port ?? ''}/metrics`);
      expect(answer.status).to.equal(200);
      return (await answer.text()).split('\n').filter((line) => line.startsWith('test_'));
    };
    const add = (read: () => Promise<number>) => {
      addGauges(
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
            .to.contain('process_cpu_seconds_total')
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
  });
});
