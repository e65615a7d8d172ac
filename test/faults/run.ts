/*
 * npm run test:faults: every scenario, every invariant after each, then the planted bugs.
 * After `--`: `--only 8,9` for some of them, `--seed N` for the same again, `--soak 20m` for all faults at random,
 * `--pace quick` as npm test has it, `--no-scenarios`, `--no-planted`, `--logs` to see what the processes printed.
 */
import { parseArgs } from 'node:util';
import { buildServer } from '../../dev/build.js';
import { root } from '../../dev/files/root.js';
import { plantedBugs } from './planted-bugs.js';
import { Random } from './random.js';
import { legend, tableRow } from './report.js';
import { scenarios } from './scenarios/index.js';
import { Services } from './services.js';
import { soak } from './soak.js';
import { explain, redLetters, tryScenario } from './trial.js';
import { slowness } from '../../dev/tests/machine.js';

const { values: given } = parseArgs({
  options: {
    only: { type: 'string' },
    soak: { type: 'string' },
    seed: { type: 'string' },
    pace: { type: 'string', default: 'whole' },
    logs: { type: 'boolean' },
    'no-scenarios': { type: 'boolean' },
    'no-planted': { type: 'boolean' },
  },
});
const seed = Number(given.seed ?? Math.floor(Math.random() * 1_000_000));
const pace = given.pace === 'quick' ? 'quick' : 'whole';
const only = given.only?.split(',').map(Number);
const soakMinutes = given.soak === undefined ? undefined : Number.parseFloat(given.soak);
const isWanted = (number: number) => only?.includes(number) ?? true;

const wanted =
  soakMinutes === undefined ? scenarios.filter(({ number }) => isWanted(number)) : [soak(soakMinutes)];

/** @returns whether all were green. */
async function runScenarios(services: Services): Promise<boolean> {
  let green = true;
  for (const scenario of wanted) {
    const random = new Random(seed).fork(scenario.title);
    const outcome = await tryScenario(services, scenario, { random, pace });
    console.log(tableRow(outcome));
    if (redLetters(outcome).length === 0) continue;
    green = false;
    console.log(explain(outcome));
    if (given.logs) console.log(outcome.logs);
  }
  return green;
}

/** Each bug must turn its scenario red. @returns whether all did. */
async function runPlantedBugs(services: Services): Promise<boolean> {
  let found = true;
  console.log('\nPlanted bugs: each must be found');
  for (const { name, scenario: number, sabotage, red } of plantedBugs) {
    const scenario = scenarios.find((one) => one.number === number);
    if (!scenario || !isWanted(number)) continue;
    const random = new Random(seed).fork(scenario.title);
    const outcome = await tryScenario(services, scenario, { random, pace: 'quick', sabotage });
    const letters = redLetters(outcome);
    const isFound = letters.some((letter) => red.includes(letter));
    found &&= isFound;
    console.log(
      `${isFound ? '✓' : '✗'} ${name.padEnd(36)} scenario ${number}: red ${letters.join('') || 'nowhere'}, meant ${red}`,
    );
    if (given.logs) console.log(explain(outcome));
  }
  return found;
}

console.log(`Faults, seed ${seed} (again with: npm run test:faults -- --seed ${seed})\n${legend()}\n`);
// Measured now, and not in the middle of a scenario.
if (slowness() > 1.2) console.log(`This machine is ${slowness().toFixed(1)} times slower than usual.`);
const services = await Services.open();
let green: boolean;
try {
  await buildServer(root, services.table);
  green = given['no-scenarios'] === true || (await runScenarios(services));
  if (given['no-planted'] !== true && soakMinutes === undefined)
    green = (await runPlantedBugs(services)) && green;
} finally {
  await services.close();
}
process.exit(green ? 0 : 1);
