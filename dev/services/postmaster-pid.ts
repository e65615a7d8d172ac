import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from '../processes/process-identity.mjs';
import { SetupProblem } from '../setup-problem.js';

/**
 * Removes the postmaster.pid of a crashed PostgreSQL when its pid has been reused by another program: PostgreSQL would
 * take that program for a running server and refuse to start.
 * @throws SetupProblem when another PostgreSQL does run on this folder.
 */
export function clearStalePidFile(cluster: string): void {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (processIdentity(pid) === undefined) return;
  if (/postgres|postmaster/.test(programOf(pid))) {
    throw new SetupProblem(
      `Another PostgreSQL (process ${pid}) runs on ${cluster}.`,
      'Stop it first: two on one folder would destroy the data.',
    );
  }
  rmSync(file);
}

function programOf(pid: number): string {
  const comm = `/proc/${pid}/comm`;
  return existsSync(comm)
    ? readFileSync(comm, 'utf8')
    : execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' });
}
