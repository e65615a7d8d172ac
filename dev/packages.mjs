/* Checks Node's version and installs packages before any package is imported. Uses built-in modules only. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processIdentity } from './processes/process-identity.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reaper = join(root, 'dev', 'processes', 'reaper.mjs');
const oldestNode = [20, 19];
const installWithinMs = 15 * 60_000;

/** Exits with a message when Node is too old. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  console.error(
    `ParkMate needs Node ${oldestNode.join('.')} or newer, and this is ${process.versions.node}.`,
  );
  console.error('Install a newer one from https://nodejs.org or with your version manager, and try again.');
  process.exit(1);
}

/** initdb passes its own path to a shell, and tsx parses paths as URLs. */
const unusable = /["$`\\?\r\n]/;

/** Exits with a message when the checkout's path has characters that the tools do not support. */
export function requireFolder(folder = root) {
  const [character] = unusable.exec(folder) ?? [];
  if (character === undefined) return;
  console.error(
    `ParkMate cannot be started in ${folder}: there is a ${JSON.stringify(character)} in its name.`,
  );
  console.error('Move it to a folder without any of " $ ` \\ ? in its path, and try again.');
  process.exit(1);
}

function readPackages(lockfile) {
  return JSON.parse(readFileSync(join(root, lockfile), 'utf8')).packages;
}

let knownLibc;
/** Without network information, the report skips slow reverse DNS look-ups of all peers. */
function ownLibc() {
  process.report.excludeNetwork = true;
  knownLibc ??= process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
  return knownLibc;
}

/** Whether an optional package is built for this machine. Those without `os` are not required. */
function isForThisMachine({ os, cpu, libc }) {
  const suits = (allowed, mine) => allowed === undefined || allowed.includes(mine);
  return (
    os !== undefined &&
    suits(os, process.platform) &&
    suits(cpu, process.arch) &&
    (libc === undefined || suits(libc, ownLibc()))
  );
}

/**
 * True when the packages that npm installed last are those of the lockfile: npm writes its own record at the very end
 * of an install. Optional packages for this machine are required too: without them there is neither PostgreSQL nor a
 * compiler.
 */
function packagesAreCurrent() {
  try {
    const installed = readPackages('node_modules/.package-lock.json');
    return Object.entries(readPackages('package-lock.json')).every(([path, wanted]) => {
      if (path === '' || wanted.link) return true;
      const found = installed[path];
      return found ? found.version === wanted.version : wanted.optional && !isForThisMachine(wanted);
    });
  } catch {
    return false;
  }
}

/** Installs packages when they are missing or differ from the lockfile. Ctrl-C stops it and exits. */
export async function requirePackages() {
  if (packagesAreCurrent()) return;
  const startedAt = Date.now();
  console.log('  … Installing packages (about a minute the first time)');
  const { code, output, stoppedBy, tooLong } = await runGuarded(
    ...npm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']),
  );
  if (tooLong) {
    console.error(output.trimEnd());
    console.error(
      `\nThe packages were not installed within ${installWithinMs / 60_000} minutes, so npm was stopped.`,
    );
    console.error('Check the network, and the proxy and registry that npm is told to use, and try again.');
    process.exit(1);
  }
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

/** Always npm, also when started by another package manager: the lockfile is npm's. */
function npm(args) {
  const cli = process.env.npm_execpath;
  return cli && basename(cli) === 'npm-cli.js' ? [process.execPath, [cli, ...args]] : ['npm', args];
}

/** Drops npm_* variables of other package managers, such as a registry and flags that npm does not know. */
function npmEnv() {
  if (process.env.npm_config_user_agent?.startsWith('npm/') ?? true) return process.env;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
}

/** Runs a command that does not outlive this process, however it exits (no orphan process). */
async function runGuarded(command, args) {
  const folder = mkdtempSync(join(tmpdir(), 'parkmate-'));
  const table = join(folder, 'processes.json');
  const guard = spawn(process.execPath, [reaper, table], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.stdin.on('error', () => undefined);
  const child = spawn(command, args, {
    cwd: root,
    env: npmEnv(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const entry = (pid, stop) => ({ pid, identity: processIdentity(pid), stop });
  // npm is slow to exit on SIGTERM, and an interrupted install is repeated in any case.
  const stop = [{ signal: 'SIGKILL', graceMs: 1_000 }];
  if (child.pid) {
    writeFileSync(
      table,
      JSON.stringify({ launcher: entry(process.pid), files: [folder], processes: [entry(child.pid, stop)] }),
    );
  }

  let stoppedBy;
  let tooLong = false;
  let output = '';
  const limit = setTimeout(() => {
    tooLong = true;
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
  }, installWithinMs);
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
  clearTimeout(limit);
  for (const signal of signals) process.off(signal, onSignal);

  rmSync(folder, { recursive: true, force: true });
  guard.stdin.end();
  return { code, output, stoppedBy, tooLong };
}
