/*
 * Cleans up after a launcher that died. It holds the read end of a pipe whose write end only the launcher holds. At its
 * EOF, the processes still listed in the process table are stopped in order, and the files that describe them are
 * removed. A launcher that exits normally has removed the table before, so that nothing is left to do.
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

/** True once the process has exited, false when it is still running after `ms`. */
async function exitedWithin(entry, ms) {
  for (const until = Date.now() + ms; isAlive(entry); await sleep(pollMs)) {
    if (Date.now() >= until) return false;
  }
  return true;
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has exited already.
  }
}

async function stop(entry) {
  if (!isAlive(entry)) return;
  for (const { signal, graceMs } of entry.stop) {
    send(entry.pid, signal);
    if (await exitedWithin(entry, graceMs)) break;
  }
  // Every entry leads its own process group; this kills descendants left in it.
  send(-entry.pid, 'SIGKILL');
  await exitedWithin(entry, launcherExitMs);
}

async function cleanUp() {
  const table = readTable();
  if (!table || !(await exitedWithin(table.launcher, launcherExitMs))) return;
  for (const entry of table.processes) await stop(entry);

  const now = readTable();
  // Another launcher may have acquired the lock meanwhile; then the files are that one's.
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
