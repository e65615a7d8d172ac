import { readFileSync } from 'node:fs';

/** For what a process holds beside its sockets. */
const spare = 500;

/** How many sockets a process may hold here. Node raises the soft limit of open files to the hard one by itself. */
export function mostSockets(): number {
  const limits = readFileSync('/proc/self/limits', 'utf8');
  const files = /^Max open files +(\d+)/m.exec(limits)?.[1];
  return files === undefined ? Infinity : Number(files) - spare;
}
