import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import webPush from 'web-push';
import writeFileAtomic from 'write-file-atomic';
import type { DataDir } from '../files/data-dir.js';
import { SetupProblem } from '../setup-problem.js';

const names = ['jwtSecret', 'postgresPassword', 'redisPassword'] as const;
/** Of web push; data folders of earlier releases have none. */
const keyNames = ['vapidPublicKey', 'vapidPrivateKey'] as const;
type Kept = Record<(typeof names)[number], string>;
/** Generated once per data folder, readable by its owner only. */
export type Secrets = Kept & Record<(typeof keyNames)[number], string>;

/** @throws SetupProblem when they are lost or damaged: new ones would not open the existing database. */
export function readOrMakeSecrets({ secretsFile, postgres }: DataDir): Secrets {
  if (existsSync(secretsFile)) return withKeys(secretsFile, readSecrets(secretsFile));
  if (existsSync(postgres)) throw lost(secretsFile, 'is missing, yet there is a database beside it');

  const make = () => randomBytes(32).toString('base64url');
  return withKeys(secretsFile, {
    ...{ jwtSecret: make(), postgresPassword: make(), redisPassword: make() },
  });
}

/** Makes the keys of web push, where there are none, and keeps them: with new ones every subscription would end. */
function withKeys(file: string, secrets: Kept): Secrets {
  if (has(secrets, keyNames)) return secrets;
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  const all = { ...secrets, vapidPublicKey: publicKey, vapidPrivateKey: privateKey };
  // Atomic and with fsync: an empty file after a power cut would leave a database without its password.
  writeFileAtomic.sync(file, `${JSON.stringify(all, undefined, 2)}\n`, { mode: 0o600 });
  return all;
}

function readSecrets(file: string): Kept {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw lost(file, 'can not be read');
  }
  if (typeof content !== 'object' || content === null || !has(content, names))
    throw lost(file, 'is not complete');
  return content;
}

function has<Content extends object, Name extends string>(
  content: Content,
  wanted: readonly Name[],
): content is Content & Record<Name, string> {
  const found = new Map<string, unknown>(Object.entries(content));
  return wanted.every((name) => typeof found.get(name) === 'string');
}

function lost(file: string, why: string): SetupProblem {
  return new SetupProblem(
    `${file} ${why}. It holds the passwords of the database.`,
    'Restore that file, or move the data folder away to begin with an empty one. Nothing was changed.',
  );
}
