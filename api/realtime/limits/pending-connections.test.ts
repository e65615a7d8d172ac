import { expect } from 'chai';
import type { Connection } from './connection.js';
import { PendingConnections } from './pending-connections.js';

describe('Connections that have not said what they want', () => {
  const connection = (name: string) => name as unknown as Connection;

  it('are closed, the oldest first, when there are too many', () => {
    const closed: unknown[] = [];
    const pending = new PendingConnections(2, (oldest) => closed.push(oldest));
    for (const name of ['silent', 'well meaning', 'late']) {
      pending.add(connection(name));
      if (name.startsWith('well')) pending.settle(connection(name));
    }
    expect(closed).to.deep.equal([]);
    pending.add(connection('one more'));
    expect(closed).to.deep.equal(['silent']);
    pending.add(connection('another'));
    expect(closed).to.deep.equal(['silent', 'late']);
  });
});
