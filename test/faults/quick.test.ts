import { expect } from 'chai';
import { Random } from './random.js';
import type { Scenario } from './scenario.js';
import { scenarios } from './scenarios/index.js';
import { Services } from './services.js';
import { explain, redLetters, tryScenario, type Outcome } from './trial.js';

const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
const quick = scenarios.filter((scenario) => scenario.quick);

describe(`Faults, the quick ones (FAULTS_SEED=${seed})`, function () {
  this.timeout(300_000);
  const lanes: Promise<void>[] = [];
  const outcomes = new Map<Scenario, Promise<Outcome>>();

  /** Scenarios wait more than they work, so two run side by side, each with a PostgreSQL and a Redis of its own. */
  function openLane(lane: readonly Scenario[]): void {
    const services = Services.open();
    let turn: Promise<unknown> = services;
    for (const scenario of lane) {
      const random = new Random(seed).fork(scenario.title);
      const outcome = turn.then(async () => tryScenario(await services, scenario, { random, pace: 'quick' }));
      outcomes.set(scenario, outcome);
      // One that breaks down does not keep the next from its turn.
      turn = outcome.catch(() => undefined);
    }
    lanes.push(turn.then(async () => (await services).close()));
  }

  before(() => {
    for (const odd of [0, 1]) openLane(quick.filter((_, index) => index % 2 === odd));
  });

  after(() => Promise.all(lanes));

  for (const scenario of quick) {
    it(`${scenario.number}: ${scenario.title}`, async () => {
      const outcome = await outcomes.get(scenario);
      expect(outcome && redLetters(outcome), outcome && explain(outcome)).to.deep.equal([]);
    });
  }
});
