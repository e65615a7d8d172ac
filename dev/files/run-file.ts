import { rmSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';

/** Content of run.json, by which other tools find the running processes. It contains credentials. */
export interface RunInfo {
  url: string;
  metricsUrl: string;
  databaseUrl: string;
  redisUrl: string;
  processes: { name: string; pid: number }[];
}

/** Atomic: readers see the old content or the new. */
export function writeRunFile(file: string, info: RunInfo): void {
  writeFileAtomic.sync(file, `${JSON.stringify(info, undefined, 2)}\n`, { mode: 0o600 });
}

export function removeRunFile(file: string): void {
  rmSync(file, { force: true });
}
