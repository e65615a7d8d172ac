import type { OperationsSample } from '../../../contract/operations.js';

const keptMs = 3_600_000;

/** The last hour, with one more reading. A reading that is there already, after a reconnect, is not doubled. */
export function withSample(
  samples: readonly OperationsSample[],
  sample: OperationsSample,
): OperationsSample[] {
  const atMs = Date.parse(sample.at);
  const before = samples.filter(({ at }) => Date.parse(at) < atMs && Date.parse(at) >= atMs - keptMs);
  return [...before, sample];
}

/** Readings for a table: the last one of each five minutes, newest first. */
export function everyFiveMinutes(samples: readonly OperationsSample[]): OperationsSample[] {
  const last = new Map<number, OperationsSample>();
  for (const sample of samples) last.set(Math.floor(Date.parse(sample.at) / 300_000), sample);
  return [...last.values()].toReversed();
}
