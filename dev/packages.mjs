/* What must be there before any package may be imported: a good Node, and the packages. Uses nothing but Node. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processIdentity } from './processes/process-identity.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const guardian = join(root, 'dev', 'processes', 'guardian.mjs');
const oldestNode = [20, 19];

/** Ends the process with one message when Node is too old. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  console.error(
    `ParkMate needs Node ${oldestNode.join('.')} or newer, and this is ${process.versions.node}.`,
  );
  console.error('Install a newer one from https://nodejs.org or with your version manager, and try again.');
  process.exit(1);
}

function readPackages(lockfile) {
  return JSON.parse(readFileSync(join(root, lockfile), 'utf8')).packages;
}

/** True when what npm last installed here is what the lockfile asks for. npm writes its own record at the very end. */
export function packagesAreCurrent() {
  try {
    const installed = readPackages('node_modules/.package-lock.json');
    return Object.entries(readPackages('package-lock.json')).every(
      ([path, { version, optional, link }]) =>
        path === '' || link || (installed[path] ? installed[path].version === version : optional),
    );
  } catch {
    return false;
  }
}

/** Installs packages when they are missing or other than the lockfile says. Ctrl-C ends it and the process. */
export async function requirePackages() {
  if (packagesAreCurrent()) return;
  const startedAt = Date.now();
  console.log('  … Installing packages (about a minute the first time)');
  const { code, output, stoppedBy } = await runGuarded(
    ...npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']),
  );
  if (stoppedBy) {
    console.log('Stopped. The next start installs the packages anew.');
    process.exit(stoppedBy === 'SIGINT' ? 130 : 143);
  }
  if (code !== 0) {
    console.error(output.trimEnd());
    console.error('\nThe packages could not be installed; npm says why above. Nothing else was touched.');
    console.error('Check the network and the free disk space, and try again.');
    process.exit(1);
  }
  console.log(`  ✓ Packages installed (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
}

function npm(args) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? [process.execPath, [cli, ...args]] : ['npm', args];
}

/** Runs a command that ends with this process, whichever way this process ends. */
async function runGuarded(command, args) {
  const folder = mkdtempSync(join(tmpdir(), 'parkmate-'));
  const table = join(folder, 'processes.json');
  const guard = spawn(process.execPath, [guardian, table], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.stdin.on('error', () => undefined);
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const entry = (pid, stop) => ({ pid, identity: processIdentity(pid), stop });
  // npm takes its time to end, and what it leaves half-done is done anew in any case.
  const stop = [{ signal: 'SIGKILL', graceMs: 1_000 }];
  if (child.pid) {
    writeFileSync(
      table,
      JSON.stringify({ launcher: entry(process.pid), files: [folder], processes: [entry(child.pid, stop)] }),
    );
  }

  let stoppedBy;
  let output = '';
  const onSignal = (signal) => {
    stoppedBy ??= signal;
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, onSignal);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve(1);
    });
    child.on('close', resolve);
  });
  for (const signal of signals) process.off(signal, onSignal);

  rmSync(folder, { recursive: true, force: true });
  guard.stdin.end();
  return { code, output, stoppedBy };
}
