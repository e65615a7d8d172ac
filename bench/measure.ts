/* The measuring process is also the load client, so that the servers' CPU time excludes the client's. */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { heading, tableLines } from './report/report.js';
import { rows } from './rows/index.js';
import type { Sample } from './report/row.js';

const { values: given, positionals: names } = parseArgs({
  options: { runs: { type: 'string', default: '3' } },
  allowPositionals: true,
});
/** Overall timeout, longer than any run takes. */
const longestMs = 10 * 60_000;

async function tooLong(name: string): Promise<never> {
  await wait(longestMs, undefined, { ref: false });
  throw new Error(`a run of ${name} did not end within ten minutes`);
}

const runs = Number(given.runs);
const wanted = names.length === 0 ? rows : rows.filter(({ name }) => names.includes(name));
const tables: string[] = [];
let met = true;
for (const row of wanted) {
  console.log(`\n${row.name}: ${row.about}`);
  const samples: Sample[][] = [];
  for (let run = 1; run <= runs; run++) {
    console.log(`  run ${run} of ${runs}`);
    const say = (what: string) => {
      console.log(`    ${what}`);
    };
    samples.push(await Promise.race([row.measure(say), tooLong(row.name)]));
  }
  const table = tableLines(row.name, samples);
  tables.push(...table.lines);
  met &&= table.met;
  for (const line of table.lines) console.log(line);
}
console.log(`\n${heading()}`);
for (const line of tables) console.log(line);
console.log(met ? '\nAll goals are met.' : '\nNot all goals are met: see ✗.');
process.exit(0);
