import { expect } from 'chai';
import sinon from 'sinon';
import { repeat } from './repeat.js';

describe('Repeated work', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => {
    sinon.restore();
  });

  it('pauses after each run, and never overlaps', async () => {
    let end: () => void = () => undefined;
    const run = sinon.spy(() => new Promise<void>((resolve) => (end = resolve)));
    const repeated = repeat(1_000, run, () => undefined);
    await clock.tickAsync(5_000);
    expect(run.callCount).to.equal(1);
    end();
    await clock.tickAsync(999);
    expect(run.callCount).to.equal(1);
    await clock.tickAsync(1);
    expect(run.callCount).to.equal(2);
    end();
    await repeated.stop();
  });

  it('goes on after an error, whether it is thrown at once or later', async () => {
    const errors: unknown[] = [];
    const run = sinon.stub();
    run.onCall(0).throws(new Error('at once'));
    run.onCall(1).rejects(new Error('later'));
    run.resolves();
    const repeated = repeat(1_000, run, (error) => errors.push((error as Error).message));
    await clock.tickAsync(3_000);
    expect(errors).to.deep.equal(['at once', 'later']);
    expect(run.callCount).to.equal(3);
    await repeated.stop();
  });

  it('stops after the run that is under way', async () => {
    let end: () => void = () => undefined;
    const run = sinon.spy(() => new Promise<void>((resolve) => (end = resolve)));
    const repeated = repeat(1_000, run, () => undefined);
    await clock.tickAsync(1_000);
    let stopped = false;
    const stopping = repeated.stop().then(() => (stopped = true));
    await clock.tickAsync(5_000);
    expect(stopped).to.equal(false);
    end();
    await stopping;
    await clock.tickAsync(5_000);
    expect(run.callCount).to.equal(1);
  });
});
