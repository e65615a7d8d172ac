import { invariants } from './invariants/index.js';
import { redLetters, type Outcome } from './trial.js';

/** One line per scenario: a verdict for each invariant, and the counts that it rests on. */
export function tableRow(outcome: Outcome): string {
  const { scenario, findings, seconds, complaint } = outcome;
  const red = redLetters(outcome);
  const verdicts = invariants.map(({ letter }) => (red.includes(letter) ? `✗${letter}` : `✓${letter}`));
  const counts = [...findings].map(([letter, finding]) => `${letter} ${finding.counts}`);
  return [
    `${String(scenario.number).padStart(2)}  ${scenario.title.padEnd(44)} ${verdicts.join(' ')} ${complaint === undefined ? '  ' : '✗!'} ${seconds.toFixed(0).padStart(4)} s`,
    `    ${counts.join('; ')}`,
  ].join('\n');
}

/** What the letters of the table mean. */
export function legend(): string {
  return invariants.map(({ letter, promise }) => `  ${letter}  ${promise}`).join('\n');
}
