import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './postgres-binaries.js';
import { requireOwner, type RunAs } from './postgres-user.js';
import type { ProcessTable } from '../processes/process-table.js';
import { SetupProblem } from '../setup-problem.js';
import { runTool } from '../processes/tool.js';

export const superuser = 'postgres';

/**
 * Inspects the database folder without changing it.
 * @returns whether a database exists.
 * @throws SetupProblem when it is incomplete, another user's, or of another major version.
 */
export function inspectCluster(folder: string, major: string, runAs: RunAs): 'absent' | 'complete' {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return 'absent';
  const missing = ['PG_VERSION', 'global/pg_control', 'postgresql.conf'].find(
    (name) => !existsSync(join(folder, name)),
  );
  if (missing !== undefined) {
    throw new SetupProblem(
      `${folder} is not a complete database: ${missing} is missing.`,
      `Restore it from a backup. If it holds nothing of worth, move it away (mv ${folder} ${folder}.old) and start again. Nothing was changed.`,
    );
  }
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (found !== major) {
    const which = Number(found) > Number(major) ? 'a newer version' : 'an older one';
    throw new SetupProblem(
      `${folder} was written by PostgreSQL ${found}, ${which} than this ${major}.`,
      'Use the ParkMate release that wrote it, or choose another folder with DATA_DIR. Nothing was changed.',
    );
  }
  requireOwner(folder, runAs);
  return 'complete';
}

/**
 * Creates an empty database cluster. It is renamed to its final name when complete, so that an interrupted set-up is
 * repeated: no server has ever run on the unfinished one.
 */
export async function createCluster(
  folder: string,
  password: string,
  { initdb }: Binaries,
  runAs: RunAs,
  table: ProcessTable,
): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  const passwordFile = `${folder}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if ('uid' in runAs) for (const path of [unfinished, passwordFile]) chownSync(path, runAs.uid, runAs.gid);
    const options = [
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ];
    await runTool(
      table,
      initdb,
      [
        `--pgdata=${unfinished}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        ...options,
      ],
      runAs,
    );
    renameSync(unfinished, folder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}
