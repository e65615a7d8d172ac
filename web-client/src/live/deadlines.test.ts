import { expect } from 'chai';
import sinon from 'sinon';
import { Deadlines } from './deadlines.js';

const noon = Date.parse('2026-11-21T12:00:00.000Z');
const deadline = (minutes: number, deadlineVersion = 1, id = 'b') => ({
  id,
  endsAt: new Date(noon + minutes * 60_000).toISOString(),
  deadlineVersion,
});

describe('Deadlines', () => {
  let time: sinon.SinonFakeTimers;
  let aheadMs: number;
  const ended = sinon.spy();
  const confirm = sinon.spy();
  let deadlines: Deadlines;
  beforeEach(() => {
    time = sinon.useFakeTimers();
    aheadMs = noon;
    ended.resetHistory();
    confirm.resetHistory();
    deadlines = new Deadlines({ serverNow: () => Date.now() + aheadMs, ended, confirm });
  });
  afterEach(() => {
    deadlines.stop();
    time.restore();
  });

  it('are noticed to the moment, each once', () => {
    deadlines.arm([deadline(10), deadline(20, 1, 'c')]);
    time.tick(600_000 - 1);
    expect(ended.callCount).to.equal(0);
    time.tick(1);
    sinon.assert.calledOnceWithExactly(ended, deadline(10));
    time.tick(3_600_000);
    expect(ended.callCount).to.equal(2);
  });

  it('move with a renewal', () => {
    deadlines.arm([deadline(10)]);
    deadlines.arm([deadline(30, 2)]);
    time.tick(30 * 60_000 - 1);
    expect(ended.callCount).to.equal(0);
    time.tick(1);
    sinon.assert.calledOnceWithExactly(ended, deadline(30, 2));
  });

  it('do not move back by an answer that a renewal has overtaken', () => {
    deadlines.arm([deadline(30, 2)]);
    deadlines.arm([deadline(10, 1)]);
    time.tick(20 * 60_000);
    expect(ended.callCount).to.equal(0);
  });

  it('go with a booking that is no longer active', () => {
    deadlines.arm([deadline(10)]);
    deadlines.arm([]);
    time.tick(3_600_000);
    expect(ended.callCount).to.equal(0);
  });

  it('are not noticed after the server has told of them', () => {
    deadlines.arm([deadline(10)]);
    deadlines.pass('b', 1);
    deadlines.arm([deadline(10)]);
    time.tick(3_600_000);
    expect(ended.callCount).to.equal(0);
  });

  it('are noticed again after a booking that had ended was renewed', () => {
    deadlines.arm([deadline(10)]);
    time.tick(600_000);
    deadlines.arm([deadline(30, 2)]);
    time.tick(1_200_000);
    expect(ended.callCount).to.equal(2);
  });

  it('are waited for quietly, also for longer than a timer counts', () => {
    const serverNow = sinon.spy(() => Date.now() + aheadMs);
    deadlines = new Deadlines({ serverNow, ended, confirm });
    const days = 60;
    deadlines.arm([deadline(days * 1_440)]);
    const asked = serverNow.callCount;
    time.tick(days * 86_400_000 - 61_000);
    expect(serverNow.callCount).to.equal(asked);
    expect(confirm.callCount).to.equal(0);
    time.tick(60_999);
    expect(confirm.callCount).to.equal(1);
    expect(ended.callCount).to.equal(0);
    time.tick(1);
    sinon.assert.calledOnceWithExactly(ended, deadline(days * 1_440));
  });

  it('of that kind can be called off', () => {
    deadlines.arm([deadline(60 * 1_440)]);
    time.tick(30 * 86_400_000);
    deadlines.arm([]);
    expect(time.countTimers()).to.equal(0);
  });

  it("wait for the server's clock when it turns out to be behind", () => {
    deadlines.arm([deadline(10)]);
    aheadMs -= 5_000;
    time.tick(600_000);
    expect(ended.callCount).to.equal(0);
    time.tick(5_000);
    expect(ended.callCount).to.equal(1);
  });

  it('are looked at once more in the last minute, in case something changed on another device', () => {
    deadlines.arm([deadline(10)]);
    time.tick(540_000 - 1);
    expect(confirm.callCount).to.equal(0);
    time.tick(50_000);
    deadlines.arm([deadline(10)]);
    time.tick(60_000);
    expect(confirm.callCount).to.equal(1);
    expect(ended.callCount).to.equal(1);
  });
});
