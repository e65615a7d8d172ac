import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import sinon from 'sinon';
import { openQueue } from '../../platform/redis/queues.js';
import { silentLog } from '../../test/harness/domain.js';
import { redisUrl } from '../../test/harness/redis.js';
import { watchDelays } from './delay-watch.js';

const hourMs = 3_600_000;

describe('Jobs that are delayed by a clock that was wrong', () => {
  let clock: sinon.SinonFakeTimers;
  let redis: Redis;
  let queue: ReturnType<typeof openQueue<object>>;
  let watch: ReturnType<typeof watchDelays>;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
    redis = new Redis(redisUrl());
    queue = openQueue<object>(`delay-${randomUUID()}`, redis);
    watch = watchDelays([queue], silentLog);
  });
  afterEach(async () => {
    watch.stop();
    sinon.restore();
    await queue.obliterate({ force: true });
    redis.disconnect();
  });

  const counts = () => queue.getJobCounts('delayed', 'waiting');

  /** Redis answers in order, so what the watch had asked for is done when as many rounds have passed. */
  const seconds = async (count: number) => {
    for (let second = 0; second < count; second++) {
      clock.tick(1_000);
      for (let round = 0; round < 4; round++) await counts();
    }
  };

  it('run within seconds, whatever else is delayed meanwhile', async () => {
    await queue.add('alarm', {}, { delay: hourMs });
    await queue.add('retry', {}, { delay: 2 * hourMs });
    await seconds(3);
    await queue.add('alarm', {}, { delay: hourMs });
    await seconds(2);
    expect(await counts(), 'after five seconds').to.deep.equal({ delayed: 3, waiting: 0 });
    await seconds(3);
    expect(await counts(), 'after eight seconds').to.deep.equal({ delayed: 0, waiting: 3 });
  });

  it('run within seconds although jobs that are due before them come and go', async () => {
    await queue.add('alarm', {}, { delay: hourMs });
    for (let second = 0; second < 8; second++) {
      const retry = await queue.add('retry', {}, { delay: hourMs / 2 });
      await seconds(1);
      await retry.remove();
    }
    expect(await counts()).to.include({ waiting: 1 });
  });

  it('are told from those that are delayed for a moment, one after the other', async () => {
    for (let round = 0; round < 4; round++) {
      const job = await queue.add('alarm', {}, { delay: hourMs });
      await seconds(3);
      expect(await counts(), `round ${round}`).to.deep.equal({ delayed: 1, waiting: 0 });
      await job.remove();
    }
  });

  it('wait while Redis is away, and the watch goes on', async () => {
    await queue.add('alarm', {}, { delay: hourMs });
    const ask = sinon.stub(queue, 'getDelayed').rejects(new Error('away'));
    const said = sinon.spy(silentLog, 'debug');
    await seconds(8);
    expect(said.args.map(([message]) => message)).to.deep.equal(
      Array(8).fill('delayed jobs were not looked at'),
    );
    expect(await counts()).to.deep.equal({ delayed: 1, waiting: 0 });
    ask.restore();
    await seconds(7);
    expect(await counts()).to.deep.equal({ delayed: 0, waiting: 1 });
  });

  it('are not looked for once the watch has stopped', async () => {
    const ask = sinon.spy(queue, 'getDelayed');
    await seconds(1);
    expect(ask.callCount).to.equal(1);
    watch.stop();
    await seconds(2);
    expect(ask.callCount).to.equal(1);
  });
});
