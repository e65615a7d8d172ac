import { expect } from 'chai';
import sinon from 'sinon';
import { openDomain, silentLog, type Domain } from '../../../test/harness/domain.js';
import { defineAlertRule } from './alert-rule.js';
import type { AlertLimits } from './alert-limits.js';
import { AlertEvaluator } from './evaluate-alerts.js';
import { readOpenAlerts } from './list-alerts.js';
import type { Sources } from './readings.js';

const limits: AlertLimits = {
  ...{ expiryLagMs: 5_000, queueWaitMs: 30_000, failedJobs: 10, pausedMs: 3_000, outboxLagMs: 10_000 },
  ...{ workerSilenceMs: 15_000, clearAfterMs: 15_000, replicationLagMs: 30_000 },
  ...{ redisMemoryPercent: 90, connectionsPercent: 90, diskPercent: 90 },
};

const lag = defineAlertRule({
  ...{ name: 'lag', severity: 'critical', reads: 'deadlineLag', holdMs: ({ pausedMs }) => pausedMs },
  find: ({ expiryMs: ms }, { expiryLagMs }) =>
    ms > expiryLagMs ? [{ figure: `${ms}`, says: { en: `it is ${ms}`, es: `es de ${ms}` } }] : [],
});
const wait = defineAlertRule({
  ...{ name: 'wait', severity: 'warning', reads: 'queues', holdMs: () => 0 },
  find: (queues) =>
    queues
      .filter(({ paused }) => paused)
      .map(({ name }) => ({ subject: name, figure: '', says: { en: 'is', es: 'está' } })),
});

const lagOf = (expiryMs: number) => ({ expiryMs, warningMs: 0 });

describe('The evaluation of alerts', () => {
  let domain: Domain;
  let nowMs: number;
  let sources: { deadlineLag: sinon.SinonStub; queues: sinon.SinonStub };

  beforeEach(async () => {
    domain = await openDomain();
    nowMs = 1_000;
    sinon.stub(performance, 'now').callsFake(() => nowMs);
    sources = { deadlineLag: sinon.stub().resolves(0), queues: sinon.stub().resolves([]) };
  });
  afterEach(async () => {
    sinon.restore();
    await domain.close();
  });

  const evaluator = (given: Sources = sources, rules = [lag, wait]) =>
    new AlertEvaluator(domain.db, { rules, sources: given, limits, hasWebhook: false }, silentLog);
  const open = async () => (await readOpenAlerts(domain.db)).map(({ rule, subject }) => `${rule} ${subject}`);
  const subjects = (said: sinon.SinonSpy) =>
    said.args.map((args: unknown[]) => (args[1] as { subject: string }).subject);
  /** As if nobody had seen the open alerts for so long. */
  const unseen = (seconds: number) =>
    domain.query('UPDATE alerts SET seen_at = seen_at - make_interval(secs => $1)', [seconds]);

  it('raises what has held for long enough, and starts anew where it did not', async () => {
    const evaluation = evaluator();
    sources.deadlineLag.resolves(lagOf(6_000));
    await evaluation.evaluate();
    nowMs += 2_900;
    await evaluation.evaluate();
    expect(await open()).to.deep.equal([]);
    sources.deadlineLag.resolves(lagOf(0));
    await evaluation.evaluate();
    sources.deadlineLag.resolves(lagOf(6_000));
    nowMs += 100;
    await evaluation.evaluate();
    expect(await open()).to.deep.equal([]);
    nowMs += 3_000;
    await evaluation.evaluate();
    expect(await open()).to.deep.equal(['lag ']);
    const [alert] = await readOpenAlerts(domain.db);
    expect(alert?.message).to.equal('lag: it is 6000.');
    expect(alert?.translations).to.deep.equal({ es: 'lag: es de 6000.' });
  });

  it('clears what has been gone for long enough, and says once of each', async () => {
    const said = { warn: sinon.spy(silentLog, 'warn'), info: sinon.spy(silentLog, 'info') };
    const evaluation = evaluator();
    const paused = (name: string) => ({ name, paused: true, failed: 0, oldestWaitingMs: 0 });
    sources.queues.resolves([paused('a'), paused('b')]);
    for (let round = 0; round < 3; round++) await evaluation.evaluate();
    expect((await open()).sort()).to.deep.equal(['wait a', 'wait b']);
    sources.queues.resolves([paused('b')]);
    await unseen(14);
    await evaluation.evaluate();
    expect(await open()).to.have.lengthOf(2);
    await unseen(1);
    for (let round = 0; round < 3; round++) await evaluation.evaluate();
    expect(await open()).to.deep.equal(['wait b']);
    expect(subjects(said.warn)).to.deep.equal(['a', 'b']);
    expect(subjects(said.info)).to.deep.equal(['a']);
  });

  it('neither raises nor clears what cannot be read, and goes on with the rest', async () => {
    const evaluation = evaluator();
    sources.deadlineLag.resolves(lagOf(6_000));
    await evaluation.evaluate();
    nowMs += 3_000;
    await evaluation.evaluate();
    expect(await open()).to.deep.equal(['lag ']);
    await unseen(600);
    sources.deadlineLag.rejects(new Error('away'));
    sources.queues.resolves([{ name: 'a', paused: true }]);
    await evaluation.evaluate();
    expect((await open()).sort()).to.deep.equal(['lag ', 'wait a']);
  });

  it('does not wait for a reading that hangs, nor start it again', async () => {
    sources.deadlineLag.returns(new Promise(() => undefined));
    sources.queues.resolves([{ name: 'a', paused: true }]);
    const evaluation = evaluator();
    await evaluation.evaluate();
    await evaluation.evaluate();
    expect(await open()).to.deep.equal(['wait a']);
    expect(sources.deadlineLag.callCount).to.equal(1);
  });

  it('does not flap where two processes disagree: while one sees the condition the alert stays', async () => {
    const calm = evaluator({ queues: () => Promise.resolve([]) });
    sources.queues.resolves([{ name: 'a', paused: true }]);
    const seeing = evaluator();
    for (let round = 0; round < 3; round++) {
      await seeing.evaluate();
      await unseen(14);
      await calm.evaluate();
    }
    expect(await domain.query('SELECT FROM events')).to.have.lengthOf(1);
    expect(await open()).to.deep.equal(['wait a']);
  });

  it('raises once where many processes evaluate at once', async () => {
    sources.queues.resolves([{ name: 'a', paused: true }]);
    await Promise.all(Array.from({ length: 8 }, () => evaluator().evaluate()));
    expect(await domain.query('SELECT FROM alerts')).to.have.lengthOf(1);
    await unseen(600);
    sources.queues.resolves([]);
    await Promise.all(Array.from({ length: 8 }, () => evaluator().evaluate()));
    expect(await domain.query('SELECT FROM events')).to.have.lengthOf(2);
  });

  it('clears an alert whose rule is gone, unless a process of another release goes on to see it', async () => {
    sources.queues.resolves([{ name: 'a', paused: true }]);
    const older = evaluator();
    await older.evaluate();
    const newer = evaluator(sources, [lag]);
    await unseen(59);
    await newer.evaluate();
    expect(await open()).to.deep.equal(['wait a']);
    await unseen(1);
    await newer.evaluate();
    expect(await open()).to.deep.equal([]);
  });

  it('of some rules leaves the alerts of others alone', async () => {
    sources.queues.resolves([{ name: 'a', paused: true }]);
    const evaluation = evaluator();
    await evaluation.evaluate();
    await unseen(600);
    sources.queues.resolves([]);
    await evaluation.evaluate([lag]);
    expect(await open()).to.deep.equal(['wait a']);
  });
});
