import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import type { DataDir } from '../files/data-dir.js';
import { SetupProblem } from '../setup-problem.js';

const names = ['jwtSecret', 'postgresPassword', 'redisPassword'] as const;
/** Generated once per data folder, readable by its owner only. */
export type Secrets = Record<(typeof names)[number], string>;

/** @throws SetupProblem when they are lost or damaged: new ones would not open the existing database. */
export function readOrMakeSecrets({ secretsFile, postgres }: DataDir): Secrets {
  if (existsSync(secretsFile)) return readSecrets(secretsFile);
  if (existsSync(postgres)) throw lost(secretsFile, 'is missing, yet there is a database beside it');

  const make = () => randomBytes(32).toString('base64url');
  const secrets = { jwtSecret: make(), postgresPassword: make(), redisPassword: make() };
  // Atomic and with fsync: an empty file after a power cut would leave a database without its password.
  writeFileAtomic.sync(secretsFile, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
  return secrets;
}

function readSecrets(file: string): Secrets {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw lost(file, 'can not be read');
  }
  if (!isSecrets(content)) throw lost(file, 'is not complete');
  return content;
}

function isSecrets(content: unknown): content is Secrets {
  if (typeof content !== 'object' || content === null) return false;
  const found = new Map<string, unknown>(Object.entries(content));
  return names.every((name) => typeof found.get(name) === 'string');
}

function lost(file: string, why: string): SetupProblem {
  return new SetupProblem(
    `${file} ${why}. It holds the passwords of the database.`,
    'Restore that file, or move the data folder away to begin with an empty one. Nothing was changed.',
  );
}
