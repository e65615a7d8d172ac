import type { ClientFlaw } from './client.js';
import type { Fleet, FleetOptions } from './fleet.js';
import type { Random } from './random.js';

/** One family of faults. `run` causes them and says, by throwing, what of its own it saw broken. */
export interface Scenario {
  number: number;
  title: string;
  /** Short enough for `npm test`. */
  quick: boolean;
  fleet?: FleetOptions;
  /** How late something may be when nothing is broken, in milliseconds. */
  sloMs?: number;
  run(fleet: Fleet, random: Random, pace: Pace): Promise<void>;
}

/** How long a scenario may take its time. */
export type Pace = 'quick' | 'whole';

/** What is added to a scenario to see whether the checker notices. */
export interface Sabotage {
  patches?: FleetOptions['patches'];
  sql?: string;
  clientFlaw?: ClientFlaw;
}
