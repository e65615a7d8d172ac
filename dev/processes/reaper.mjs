/*
 * Outlives the launcher by a moment. It holds one end of a pipe whose other end only the launcher holds. When that
 * breaks, whatever the process table still lists is stopped in its order, and the files that spoke of it are removed.
 * A launcher that ended well has removed the table before, so that nothing is left to do.
 *
 * usage: node reaper.mjs <process table>
 */
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from './process-identity.mjs';

const [tableFile] = process.argv.slice(2);
const pollMs = 20;
const launcherExitMs = 2_000;

const readTable = () => {
  try {
    return JSON.parse(readFileSync(tableFile, 'utf8'));
  } catch {
    return undefined;
  }
};

const isAlive = ({ pid, identity }) => processIdentity(pid) === identity;

/** True once the process is gone, false when it is still there after `ms`. */
async function goneWithin(entry, ms) {
  for (const until = Date.now() + ms; isAlive(entry); await sleep(pollMs)) {
    if (Date.now() >= until) return false;
  }
  return true;
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}

async function stop(entry) {
  if (!isAlive(entry)) return;
  for (const { signal, graceMs } of entry.stop) {
    send(entry.pid, signal);
    if (await goneWithin(entry, graceMs)) break;
  }
  // Every entry leads a process group of its own; this takes what it may have left behind.
  send(-entry.pid, 'SIGKILL');
  await goneWithin(entry, launcherExitMs);
}

async function cleanUp() {
  const table = readTable();
  if (!table || !(await goneWithin(table.launcher, launcherExitMs))) return;
  for (const entry of table.processes) await stop(entry);

  const now = readTable();
  // Another launcher may have taken over meanwhile; then the files are its own.
  if (!now || now.launcher.pid !== table.launcher.pid || now.launcher.identity !== table.launcher.identity)
    return;
  for (const path of [tableFile, ...table.files]) rmSync(path, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.stdin.resume();
process.stdin.on('error', () => undefined);
await Promise.race(['end', 'close'].map((event) => once(process.stdin, event).catch(() => undefined)));
await cleanUp();
process.exit();
