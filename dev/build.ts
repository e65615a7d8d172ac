import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './files/fingerprint.js';
import type { ProcessTable } from './processes/process-table.js';
import { runNode } from './processes/tool.js';

interface Target {
  /** File with the fingerprint of the sources that were built last. */
  stamp: string;
  inputs: string[];
  /** A file without which the output is incomplete, whatever the stamp says. */
  proof: string;
  build(root: string, table: ProcessTable): Promise<unknown>;
}

const server: Target = {
  stamp: 'dist/.server.sha256',
  inputs: [
    ...['contract', 'platform', 'domain', 'api', 'worker', 'migrations'],
    ...['rolldown.config.ts', 'tsconfig.json', 'package-lock.json'],
  ],
  proof: 'dist/api/main.js',
  build: (root, table) =>
    runNode(table, ['node_modules/rolldown/bin/cli.mjs', '--config', 'rolldown.config.ts'], { cwd: root }),
};

const webClient: Target = {
  stamp: 'dist/.web-client.sha256',
  inputs: ['web-client', 'contract', 'tsconfig.json', 'package-lock.json'],
  // What is built last.
  proof: 'dist/web-client/embed/index.html',
  async build(root, table) {
    const embed = ['-c', 'web-client/embed.config.ts'];
    for (const more of [[], embed, [...embed, '-m', 'demo']])
      await runNode(table, ['node_modules/vite/bin/vite.js', 'build', 'web-client', ...more], { cwd: root });
  },
};

/** Bundles the server unless the output is up to date with the sources. */
export const buildServer = (root: string, table: ProcessTable) => buildIfChanged(server, root, table);
/** Builds the web client unless the output is up to date with the sources. */
export const buildWebClient = (root: string, table: ProcessTable) => buildIfChanged(webClient, root, table);

async function buildIfChanged(target: Target, root: string, table: ProcessTable): Promise<string> {
  const stamp = join(root, target.stamp);
  const wanted = fingerprint(root, target.inputs);
  const isCurrent =
    existsSync(join(root, target.proof)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isCurrent) return 'unchanged';
  rmSync(stamp, { force: true });
  await target.build(root, table);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, wanted);
  return 'built';
}
