import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from '../processes/process-identity.mjs';
import { SetupProblem } from '../setup-problem.js';

/**
 * Removes the lock file of a PostgreSQL that crashed, where its process id now belongs to some other program:
 * PostgreSQL itself would take that program for its predecessor and refuse to start.
 * @throws SetupProblem when a PostgreSQL does run on this folder, which we did not start.
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
