import { readFileSync } from 'node:fs';

/** Descriptors that a process needs besides its sockets. */
const spare = 500;

/**
 * The maximum of sockets per process, by the limit of open files (RLIMIT_NOFILE). Node raises the soft limit to the
 * hard one by itself.
 */
export function mostSockets(): number {
  const limits = readFileSync('/proc/self/limits', 'utf8');
  const files = /^Max open files +(\d+)/m.exec(limits)?.[1];
  return files === undefined ? Infinity : Number(files) - spare;
}
