import { expect } from 'chai';
import sinon from 'sinon';
import { mostSockets, UserAllowances } from './user-allowance.js';

describe('The allowance of a user', () => {
  let time: sinon.SinonFakeTimers;
  let users: UserAllowances<number>;
  beforeEach(() => {
    time = sinon.useFakeTimers();
    users = new UserAllowances();
  });
  afterEach(() => {
    users.stop();
    time.restore();
  });

  it('lets the socket go that has been idle for longest when there are too many', () => {
    const user = users.of('u');
    for (let socket = 1; socket <= mostSockets; socket++) expect(user.enter(socket)).to.equal(undefined);
    user.heardFrom(1);
    user.leave(2);
    expect(user.enter(51)).to.equal(undefined);
    expect(user.enter(52)).to.equal(3);
    expect(user.enter(53)).to.equal(4);
    for (let others = 5; others <= mostSockets; others++) user.leave(others);
    expect(user.enter(54)).to.equal(undefined);
  });

  it('does not let one go again that has gone, when it is heard from late', () => {
    const user = users.of('u');
    user.enter(1);
    user.leave(1);
    user.heardFrom(1);
    for (let socket = 2; socket <= mostSockets + 1; socket++) expect(user.enter(socket)).to.equal(undefined);
  });

  it('is one for all sockets, also of those that come back, and another for each user', () => {
    const { burst } = { burst: 120 };
    for (let connect = 0; connect < burst; connect++) {
      const user = users.of('u');
      user.enter(connect);
      expect(user.bucket('connects').take()).to.equal(true);
      user.leave(connect);
    }
    expect(users.of('u').bucket('connects').take()).to.equal(false);
    expect(users.of('v').bucket('connects').take()).to.equal(true);
  });

  it('is forgotten when it has filled up again and nobody is there', () => {
    const gone = users.of('gone');
    const there = users.of('there');
    there.enter(1);
    gone.bucket('bytes').spend(16 * 1_048_576 + 40 * 524_288);
    time.tick(60_000);
    expect(users.of('gone')).to.equal(gone);
    time.tick(60_000);
    expect(users.of('gone')).not.to.equal(gone);
    expect(users.of('there')).to.equal(there);
  });
});
