import { expect } from 'chai';
import type { Inbox } from '../../contract/sockets.js';
import type { InboxRequest } from '../../domain/notifications/read-inboxes.js';
import { createInboxLoader } from './inbox-loader.js';

describe('Inboxes that are asked for together', () => {
  it('are read once for all who ask for the same', async () => {
    const reads: InboxRequest[][] = [];
    const load = createInboxLoader((requests) => {
      reads.push([...requests]);
      return Promise.resolve(
        requests.map(({ userId, cursor }) => ({ epoch: userId, lastSeq: cursor }) as Inbox),
      );
    });
    const ask = (userId: string, cursor: number, epoch?: string) => load({ userId, cursor, epoch });
    const [first, second, ...others] = await Promise.all([
      ask('u', 1),
      ask('u', 1),
      ask('u', 2),
      ask('v', 1),
      ask('u', 1, 'e'),
    ]);
    expect(reads).to.have.length(1);
    expect(reads[0]).to.have.length(4);
    expect(first).to.equal(second).and.to.include({ epoch: 'u', lastSeq: 1 });
    expect(others.map(({ epoch, lastSeq }) => [epoch, lastSeq])).to.deep.equal([
      ['u', 2],
      ['v', 1],
      ['u', 1],
    ]);
  });
});
