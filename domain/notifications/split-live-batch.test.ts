import { expect } from 'chai';
import type { LiveMessage } from './live-message.js';
import { splitChange, splitChanges, splitLiveBatch } from './split-live-batch.js';

const ids = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `id ${from + n}`);

describe('Splitting live messages', () => {
  it('leaves a change alone that names a hundred ids or fewer', () => {
    const change = { unreadCount: 3, readIds: ids(100), archivedUpTo: 7 };
    expect(splitChange(change)).to.deep.equal([change]);
  });

  it('names each id once, a hundred in a list, with the count in each message', () => {
    const parts = splitChange({
      unreadCount: 3,
      readUpTo: 9,
      supersededIds: ids(250),
      archivedIds: ids(101),
    });
    expect(parts.map(({ supersededIds }) => supersededIds?.length)).to.include.members([100, 50]);
    for (const part of parts) {
      expect(part.unreadCount).to.equal(3);
      for (const list of [part.supersededIds, part.archivedIds]) expect(list?.length ?? 0).to.be.most(100);
    }
    expect(parts.flatMap(({ supersededIds = [] }) => supersededIds)).to.deep.equal(ids(250));
    expect(parts.flatMap(({ archivedIds = [] }) => archivedIds)).to.deep.equal(ids(101));
    expect(parts.filter(({ readUpTo }) => readUpTo !== undefined)).to.have.length(1);
  });

  it('splits the changes of a telling, and keeps the order of its messages', () => {
    const body = { unreadCount: 1, supersededIds: ids(150) };
    const messages = splitChanges([{ userId: 'a', name: 'inbox:changed', body }]);
    expect(messages.map(({ userId }) => userId)).to.deep.equal(['a', 'a']);
  });

  it('keeps a batch under a megabyte, whatever is told, and loses nothing', () => {
    const message = { title: 'x'.repeat(120), message: 'ü'.repeat(1_000), unreadCount: 1 };
    const messages = ids(2_000).map((userId, seq) => ({
      ...{ userId, name: 'notification', body: { ...message, seq } },
    })) as unknown as LiveMessage[];
    const parts = splitLiveBatch({ messages, businesses: [{ ownerId: 'o', reason: 'r' }] });
    for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).to.be.below(1_100_000);
    expect(parts.flatMap(({ messages }) => messages)).to.deep.equal(messages);
    expect(parts.flatMap(({ businesses }) => businesses)).to.have.length(1);
  });

  it('makes nothing of nothing', () => {
    expect(splitLiveBatch({ messages: [], businesses: [] })).to.deep.equal([]);
  });
});
