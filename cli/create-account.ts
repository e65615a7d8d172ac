import { parseArgs } from 'node:util';
import { newAccount } from '../contract/api/accounts.js';
import { createAccount } from '../domain/accounts/create-account.js';
import { messageOf } from '../platform/errors.js';
import { fail, onDatabase } from './on-database.js';

const usage =
  'npm run create-account -- --role user|owner|admin|operator --email a@b.c --name "Ada" --password "10 or more characters" [--language en|es]';

function readAccount() {
  const text = { type: 'string' } as const;
  try {
    const options = { role: text, email: text, name: text, password: text, language: text };
    const { values } = parseArgs({ options });
    const result = newAccount.safeParse(values);
    if (result.success) return result.data;
    const problems = result.error.issues.map(({ path, message }) => `  --${path.join('.')}: ${message}`);
    return fail(`No account was made:\n${problems.join('\n')}\nUsage: ${usage}`, 64);
  } catch (error) {
    return fail(`${messageOf(error)}\nUsage: ${usage}`, 64);
  }
}

const account = readAccount();
await onDatabase({ command: 'create-account', nothing: 'No account was made' }, async (db) => {
  const { id } = await createAccount(db, account);
  console.log(id);
});
