import { expect } from 'chai';
import sinon from 'sinon';
import { ApiProblem, Unreachable } from './problem.js';
import { Submission } from './submission.js';

const problem = (status: number, code: string, retryAfterMs?: number) =>
  new ApiProblem({ type: '', title: '', status, detail: 'no', code, requestId: '' }, retryAfterMs);

/** Catches the error, which would otherwise be an unhandled rejection while fake timers advance. */
const outcome = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

describe('A submission', () => {
  let time: sinon.SinonFakeTimers;
  let send: sinon.SinonStub<[{ slot: string }, string], Promise<string>>;
  let submission: Submission<{ slot: string }, string>;
  const keys = () => send.args.map(([, key]) => key);

  beforeEach(() => {
    time = sinon.useFakeTimers();
    send = sinon.stub();
    submission = new Submission(send);
  });
  afterEach(() => {
    time.restore();
  });

  it('repeats what may not have been heard, under the same key', async () => {
    send.onCall(0).rejects(new Unreachable());
    send.onCall(1).rejects(problem(503, 'dependency_unavailable'));
    send.onCall(2).resolves('booked');
    const answer = submission.run({ slot: 'A1' });
    await time.runAllAsync();
    expect(await answer).to.equal('booked');
    expect(keys()).to.have.length(3);
    expect(new Set(keys())).to.have.length(1);
  });

  it('has a key where there is nothing to send with it, too', async () => {
    const bare = new Submission<undefined, string>(send as never);
    send.onCall(0).rejects(new Unreachable());
    send.onCall(1).resolves('done');
    const answer = bare.run(undefined);
    await time.runAllAsync();
    expect(await answer).to.equal('done');
    expect(keys()[0]).to.be.a('string').and.equal(keys()[1]);
  });

  it('waits for as long as the server asks', async () => {
    send.onCall(0).rejects(problem(429, 'too_many_requests', 4_000));
    send.onCall(1).resolves('booked');
    const answer = submission.run({ slot: 'A1' });
    await time.tickAsync(3_999);
    expect(send.callCount).to.equal(1);
    await time.tickAsync(1);
    expect(await answer).to.equal('booked');
  });

  it('gives up at once where it would have to wait for long', async () => {
    send.rejects(problem(429, 'too_many_attempts', 60_000));
    expect(await outcome(submission.run({ slot: 'A1' }))).to.have.property('code', 'too_many_attempts');
    expect(send.callCount).to.equal(1);
  });

  it('keeps its key for the next press of the button when no answer came at all', async () => {
    send.rejects(new Unreachable());
    const answer = outcome(submission.run({ slot: 'A1' }));
    await time.runAllAsync();
    expect(await answer).to.be.instanceOf(Unreachable);
    send.resolves('booked');
    await submission.run({ slot: 'A1' });
    expect(new Set(keys())).to.have.length(1);
  });

  it('gives up after ten seconds without an answer, and sends the same again when it is asked to', async () => {
    send.onFirstCall().returns(new Promise(() => undefined));
    const ended = sinon.spy();
    const answer = outcome(submission.run({ slot: 'A1' })).finally(ended);
    await time.tickAsync(9_999);
    sinon.assert.notCalled(ended);
    await time.tickAsync(1);
    expect(await answer).to.be.instanceOf(Unreachable);
    send.resolves('booked');
    expect(await submission.run({ slot: 'A1' })).to.equal('booked');
    expect(new Set(keys())).to.have.length(1);
  });

  it('sends nothing more after it has given up', async () => {
    send.callsFake(() => new Promise((_, reject) => setTimeout(reject, 3_000, new Unreachable())));
    const answer = outcome(submission.run({ slot: 'A1' }));
    await time.tickAsync(10_000);
    expect(await answer).to.be.instanceOf(Unreachable);
    const { callCount } = send;
    await time.runAllAsync();
    expect(send.callCount).to.equal(callCount);
  });

  it('takes a new key for another wish, and after a final answer', async () => {
    send.onCall(0).rejects(problem(409, 'slot_taken'));
    send.resolves('booked');
    await outcome(submission.run({ slot: 'A1' }));
    await submission.run({ slot: 'A1' });
    await submission.run({ slot: 'A2' });
    expect(new Set(keys())).to.have.length(3);
  });
});
