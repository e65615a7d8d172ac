import { expect } from 'chai';
import { setImmediate as turn } from 'node:timers/promises';
import { silentLog } from '../../test/harness/domain.js';
import { redisUrl } from '../../test/harness/redis.js';
import { TcpLink } from '../../test/harness/tcp-link.js';
import { connectLivePublisher } from './live-publisher.js';
import { RedisAccess } from './access.js';
import { workerNeeds } from './needed-rights.js';

describe('A publisher of live messages', () => {
  it('says once that there was a gap, when it can publish again and not before', async () => {
    const link = await TcpLink.to(redisUrl());
    let gaps = 0;
    let gapKnown: () => void = () => undefined;
    const known = new Promise<void>((resolve) => (gapKnown = resolve));
    const access = await RedisAccess.open(link.url, workerNeeds, 'test', silentLog);
    const publisher = connectLivePublisher(access, 'live', silentLog, () => {
      gaps++;
      gapKnown();
    });
    try {
      await new Promise((resolve) => publisher.once('ready', resolve));
      await publisher.publish('test-live', 'heard');
      expect(gaps).to.equal(0);

      link.freeze();
      const lost = await Promise.all([
        publisher.publish('test-live', 'a'),
        publisher.publish('test-live', 'b'),
      ]);
      expect(lost).to.deep.equal([0, 0]);
      expect(gaps).to.equal(0);

      link.thaw();
      await known;
      await publisher.publish('test-live', 'heard again');
      await turn();
      expect(gaps).to.equal(1);
    } finally {
      access.stop();
      publisher.disconnect();
      await link.cut();
    }
  }).timeout(20_000);
});
