import { expect } from 'chai';
import sinon from 'sinon';
import type { Credentials } from '../../domain/accounts/access-tokens.js';
import { expireWithToken } from './session-expiry.js';

const minute = 60_000;

describe('A socket', () => {
  let timers: sinon.SinonFakeTimers;
  /** The database's clock, which may be set while the monotonic one goes on. */
  let setByMs: number;
  let heard: string[];

  beforeEach(() => {
    timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    [setByMs, heard] = [0, []];
  });
  afterEach(() => {
    timers.restore();
  });

  const open = (livesMs: number) => {
    const socket = {
      data: {} as Parameters<typeof expireWithToken>[0]['data'],
      emit: (event: string) => heard.push(event) > 0,
      disconnect: () => heard.push('disconnect'),
    };
    const clock = { now: () => new Date(performance.now() + setByMs) };
    expireWithToken(socket, { expiresAt: new Date(livesMs) } as Credentials, clock);
  };

  it('hears that its session has expired when its token does, however long that lives', async () => {
    open(30 * 24 * 60 * minute);
    await timers.tickAsync(30 * 24 * 60 * minute - 1);
    expect(heard).to.deep.equal([]);
    await timers.tickAsync(1);
    expect(heard).to.deep.equal(['session:expired', 'disconnect']);
  });

  it('does not outlive its token by over a minute when the clock of the database is set forward', async () => {
    open(15 * minute);
    await timers.tickAsync(5 * minute);
    setByMs = 60 * minute;
    await timers.tickAsync(minute + 1);
    expect(heard).to.deep.equal(['session:expired', 'disconnect']);
  });

  it('lives on with its token when the clock of the database is set back', async () => {
    open(15 * minute);
    await timers.tickAsync(5 * minute);
    setByMs = -60 * minute;
    await timers.tickAsync(60 * minute);
    expect(heard).to.deep.equal([]);
    await timers.tickAsync(10 * minute);
    expect(heard).to.deep.equal(['session:expired', 'disconnect']);
  });
});
