import { collectEvidence, type Evidence } from './evidence.js';
import { Fleet } from './fleet.js';
import { historyOf } from './history.js';
import { invariants } from './invariants/index.js';
import type { Finding } from './invariants/invariant.js';
import type { Random } from './random.js';
import type { Pace, Sabotage, Scenario } from './scenario.js';
import type { Services } from './services.js';
import { settle } from './settle.js';

/** The quick ones run beside other tests, on machines of any speed; what it counts is as strict. */
const usualSloMs = { quick: 5_000, whole: 2_000 };

/** What came of one scenario. */
export interface Outcome {
  scenario: Scenario;
  findings: Map<string, Finding>;
  /** What the scenario itself saw broken. */
  complaint: string | undefined;
  evidence: Evidence;
  seconds: number;
  logs: string;
}

/** Runs one scenario on a fleet of its own and checks every invariant after it. */
export async function tryScenario(
  services: Services,
  scenario: Scenario,
  { random, pace, sabotage = {} }: { random: Random; pace: Pace; sabotage?: Sabotage },
): Promise<Outcome> {
  const startedAt = performance.now();
  const fleet = await Fleet.launch(services, {
    ...scenario.fleet,
    ...sabotage,
    // The scenario interrupts the product with its bug: what it puts comes around what the bug is.
    patches: [...(sabotage.patches ?? []), ...(scenario.fleet?.patches ?? [])],
  });
  try {
    const complaint = await scenario.run(fleet, random, pace).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    // A scenario that broke off has left its load running.
    await Promise.all([...fleet.loads].map((load) => load.stop()));
    const waitingJobs = await settle(fleet);
    const evidence = await collectEvidence(fleet, waitingJobs, scenario.sloMs ?? usualSloMs[pace]);
    const findings = new Map(invariants.map((invariant) => [invariant.letter, invariant.check(evidence)]));
    const seconds = (performance.now() - startedAt) / 1_000;
    const logs = [...fleet.apis, ...fleet.workers].map(({ name, log }) => `--- ${name}\n${log}`).join('\n');
    return { scenario, findings, complaint, evidence, seconds, logs };
  } finally {
    await fleet.close();
  }
}

/** The letters that are red; `!` stands for the scenario's own complaint. */
export function redLetters({ findings, complaint }: Outcome): string[] {
  const red = [...findings].filter(([, { offences }]) => offences.length > 0).map(([letter]) => letter);
  return complaint === undefined ? red : [...red, '!'];
}

/** Of every red invariant its first offence, with the history behind it. */
export function explain({ findings, complaint, evidence }: Outcome): string {
  const parts = [...findings].flatMap(([letter, { offences }]) => {
    const [first] = offences;
    if (!first) return [];
    return [`${letter}: ${offences.length} offences, the first: ${first.why}`, historyOf(first.id, evidence)];
  });
  return [...(complaint === undefined ? [] : [`!: ${complaint}`]), ...parts].join('\n');
}
