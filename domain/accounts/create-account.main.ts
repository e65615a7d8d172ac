import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { newAccount } from '../../contract/api/accounts.js';
import { databaseAdvice } from '../../platform/database-advice.js';
import { Database } from '../../platform/database.js';
import { InvalidSettings, readDatabaseEnv, type DatabaseEnv } from '../../platform/env.js';
import { messageOf } from '../../platform/errors.js';
import { createLogger } from '../../platform/logger.js';
import { createAccount } from './create-account.js';

const usage =
  'npm run create-account -- --role user|owner|admin|operator --email a@b.c --name "Ada" --password "10 or more characters"';

function fail(message: string, exitCode: number): never {
  console.error(message);
  process.exit(exitCode);
}

function readAccount() {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({ options: { role: text, email: text, name: text, password: text } });
    const result = newAccount.safeParse(values);
    if (result.success) return result.data;
    const problems = result.error.issues.map(({ path, message }) => `  --${path.join('.')}: ${message}`);
    return fail(`No account was made:\n${problems.join('\n')}\nUsage: ${usage}`, 64);
  } catch (error) {
    return fail(`${messageOf(error)}\nUsage: ${usage}`, 64);
  }
}

/** The settings of the database, or its address as a running `npm start` has left it in its folder. */
async function databaseEnv(): Promise<DatabaseEnv> {
  try {
    return readDatabaseEnv({
      ...process.env,
      DATABASE_URL: process.env.DATABASE_URL || (await runningUrl()),
    });
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    return fail(`No account was made. ${error.message}`, 78);
  }
}

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

const account = readAccount();
const { DATABASE_URL: url, DATABASE_POOLER: pooler } = await databaseEnv();
try {
  const log = createLogger('create-account', { LOG_LEVEL: 'error', NODE_ENV: 'development' });
  const db = await Database.connect({
    url,
    pooler,
    applicationName: 'parkmate-create-account',
    poolSize: 1,
    entities: [],
    log,
  });
  const { id } = await createAccount(db, account);
  console.log(id);
  await db.close();
} catch (error) {
  fail(`No account was made: ${[messageOf(error), databaseAdvice(error)].join(' ').trimEnd()}`, 1);
}
