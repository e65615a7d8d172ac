import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { entities } from '../domain/entities.js';
import { databaseAdvice } from '../platform/postgres/advice.js';
import { Database } from '../platform/postgres/database.js';
import { InvalidSettings, readDatabaseEnv, type DatabaseEnv } from '../platform/process/env.js';
import { messageOf } from '../platform/errors.js';
import { createLogger } from '../platform/observability/logger.js';

export function fail(message: string, exitCode: number): never {
  console.error(message);
  process.exit(exitCode);
}

/**
 * Does the work of a command on the database of the settings, or else on that of a running `npm start`. Where it cannot, the
 * process says why, and what to do, and ends: with 78 for settings that are missing or wrong, else with 1.
 * @param nothing what has not happened then, as a sentence.
 */
export async function onDatabase(
  { command, nothing }: { command: string; nothing: string },
  work: (db: Database) => Promise<void>,
): Promise<void> {
  const { DATABASE_URL: url, DATABASE_POOLER: pooler } = await databaseEnv(nothing);
  try {
    const log = createLogger(command, { LOG_LEVEL: 'error', NODE_ENV: 'development' });
    const applicationName = `parkmate-${command}`;
    const db = await Database.connect({ url, pooler, applicationName, poolSize: 1, entities, log });
    await work(db);
    await db.close();
  } catch (error) {
    fail(`${nothing}: ${[messageOf(error), databaseAdvice(error)].join(' ').trimEnd()}`, 1);
  }
}

async function databaseEnv(nothing: string): Promise<DatabaseEnv> {
  try {
    return readDatabaseEnv({
      ...process.env,
      DATABASE_URL: process.env.DATABASE_URL || (await runningUrl()),
    });
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    return fail(`${nothing}. ${error.message}`, 78);
  }
}

/** The address as a running `npm start` has left it in its folder. */
async function runningUrl(): Promise<string> {
  const file = path.join(process.env.DATA_DIR ?? '.data', 'run.json');
  try {
    const run: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof run === 'object' && run && 'databaseUrl' in run) return String(run.databaseUrl);
  } catch {
    // Falls through to the one message that helps.
  }
  return fail(`Set DATABASE_URL, or start ParkMate with npm start first: ${file} is not there.`, 78);
}
