import { expect } from 'chai';
import sinon from 'sinon';
import type { Closed, Opened } from '../../domain/connections/record-connections.js';
import { ConnectionHistory } from './connection-history.js';

interface Written {
  opened: readonly Opened[];
  closed: readonly Closed[];
}

describe('The history of connections', () => {
  let time: sinon.SinonFakeTimers;
  let written: Written[];
  let warn: sinon.SinonSpy;
  let write: sinon.SinonStub<[Written], Promise<void>>;
  let history: ConnectionHistory;

  beforeEach(() => {
    time = sinon.useFakeTimers({ now: Date.parse('2030-01-01T00:00:00Z') });
    [written, warn] = [[], sinon.spy()];
    write = sinon.stub<[Written], Promise<void>>().callsFake((changes) => {
      written.push(structuredClone(changes));
      return Promise.resolve();
    });
    history = new ConnectionHistory({ write, log: { warn }, clock: { now: () => new Date() } });
  });
  afterEach(async () => {
    await history.stop();
    time.restore();
  });

  const open = (sessionId = 'session') => history.open({ userId: 'user', sessionId });
  /** What would be in the table by now, by the statement's rules. */
  const rows = () => {
    const table = new Map<string, Opened>();
    for (const { opened, closed } of written) {
      // All parts of a statement see the rows that were there before it.
      const found = closed.filter(({ id }) => table.has(id));
      for (const connection of opened) {
        const known = table.get(connection.id);
        if (known) known.disconnectedAt = connection.disconnectedAt ?? known.disconnectedAt;
        else table.set(connection.id, { ...connection });
      }
      for (const { id, disconnectedAt } of found) table.get(id)!.disconnectedAt = disconnectedAt;
    }
    return [...table.values()];
  };

  it('is written once a second for all, with the times at which it happened', async () => {
    open('a');
    await time.tickAsync(200);
    open('b');
    await time.tickAsync(800);
    expect(written.map(({ opened }) => opened.map(({ sessionId }) => sessionId))).to.deep.equal([['a', 'b']]);
    const at = rows().map(({ connectedAt }) => connectedAt % 1_000);
    expect(at).to.deep.equal([0, 200]);
  });

  it('writes a connection that was short once, with its end', async () => {
    history.close(open());
    await time.tickAsync(1_000);
    expect(written).to.have.lengthOf(1);
    expect(written[0]?.closed).to.deep.equal([]);
    expect(rows()[0]?.disconnectedAt).to.deep.equal(rows()[0]?.connectedAt);
  });

  it('says every ten seconds that the gateway is alive, and nothing in between', async () => {
    await time.tickAsync(1_000);
    expect(written).to.deep.equal([{ opened: [], closed: [] }]);
    await time.tickAsync(9_000);
    expect(written).to.have.lengthOf(1);
    await time.tickAsync(1_000);
    expect(written).to.have.lengthOf(2);
  });

  it('spreads the reconnect of everybody over seconds', async () => {
    for (let device = 0; device < 15_000; device++) open();
    await time.tickAsync(1_000);
    expect(written.map(({ opened }) => opened.length)).to.deep.equal(Array(5).fill(1_000));
    await time.tickAsync(2_000);
    expect(rows()).to.have.lengthOf(15_000);
  });

  it('keeps what could not be written for the next time, in the right order', async () => {
    const before = open('before');
    await time.tickAsync(1_000);
    let fail: (error: Error) => void = () => undefined;
    write.onCall(1).returns(new Promise((_, reject) => (fail = reject)));
    const during = open('during');
    history.close(before);
    await time.tickAsync(1_000);
    // While it is being written.
    history.close(during);
    fail(new Error('away'));
    await time.tickAsync(1_000);
    expect(warn.callCount).to.equal(1);
    expect(rows().map(({ sessionId, disconnectedAt }) => [sessionId, disconnectedAt !== null])).to.deep.equal(
      [
        ['before', true],
        ['during', true],
      ],
    );
  });

  it('ends a connection whose beginning is being written', async () => {
    let done: () => void = () => undefined;
    write.onCall(0).callsFake((changes) => {
      written.push(structuredClone(changes));
      return new Promise((resolve) => (done = resolve));
    });
    const id = open();
    await time.tickAsync(1_000);
    history.close(id);
    done();
    await time.tickAsync(1_000);
    expect(rows()[0]?.disconnectedAt).to.be.a('number');
  });

  it('does not write twice at a time, and forgets new connections beyond a bound, never ends', async () => {
    const first = open();
    await time.tickAsync(1_000);
    write.rejects(new Error('away'));
    for (let device = 0; device < 60_000; device++) history.close(open());
    history.close(first);
    await time.tickAsync(1_000);
    write.callsFake((changes) => {
      written.push(structuredClone(changes));
      return Promise.resolve();
    });
    await time.tickAsync(15_000);
    expect(rows()).to.have.lengthOf(50_001);
    expect(rows().filter(({ disconnectedAt }) => disconnectedAt === null)).to.deep.equal([]);
    expect(warn.args.flat()).to.deep.include({ connections: 10_000 });
  });

  it('is written to its end when the process stops, and is no reason to hang', async () => {
    for (let device = 0; device < 12_000; device++) open();
    await history.stop();
    expect(rows()).to.have.lengthOf(12_000);
    write.rejects(new Error('away'));
    open();
    await history.stop();
    expect(warn.callCount).to.equal(1);
  });
});
