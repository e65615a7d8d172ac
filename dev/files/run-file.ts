import { rmSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';

/** What tools beside ParkMate read to find the running processes. It holds credentials. */
export interface RunInfo {
  url: string;
  metricsUrl: string;
  databaseUrl: string;
  redisUrl: string;
  processes: { name: string; pid: number }[];
}

/** Readers see the old content or the new, never half of it. */
export function writeRunFile(file: string, info: RunInfo): void {
  writeFileAtomic.sync(file, `${JSON.stringify(info, undefined, 2)}\n`, { mode: 0o600 });
}

export function removeRunFile(file: string): void {
  rmSync(file, { force: true });
}
