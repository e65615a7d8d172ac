import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { newAccount } from '../../contract/api/accounts.js';
import { Database } from '../../platform/database.js';
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

/** DATABASE_URL, or the address that a running `npm start` has left in its folder. */
async function databaseUrl(): Promise<string> {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
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
const url = await databaseUrl();
try {
  const log = createLogger('create-account', { LOG_LEVEL: 'error', NODE_ENV: 'development' });
  const db = await Database.connect({
    url,
    applicationName: 'parkmate-create-account',
    poolSize: 1,
    entities: [],
    log,
  });
  const { id } = await createAccount(db, account);
  console.log(id);
  await db.close();
} catch (error) {
  fail(`No account was made: ${messageOf(error)}`, 1);
}
