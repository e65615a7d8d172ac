import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLog } from '../test/harness/api.js';
import { freshDatabase, type TestDatabase } from '../test/harness/database.js';
import { Database } from '../platform/postgres/database.js';
import { DomainError } from '../domain/errors.js';
import { checkLogin, completeLogin } from '../domain/accounts/login.js';
import { entities } from '../domain/entities.js';

const script = path.join(import.meta.dirname, '../dist/cli/create-account.js');
const ada = [
  '--role',
  'admin',
  '--email',
  'Ada@example.test',
  '--name',
  'Ada',
  '--password',
  'correct horse',
  '--language',
  'es',
];

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

function run(args: string[], env: Record<string, string>): Promise<Run> {
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env.PATH, ...env } };
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

describe('npm run create-account', () => {
  let database: TestDatabase;
  let folder: string;
  before(async () => {
    database = await freshDatabase();
    folder = await mkdtemp(path.join(tmpdir(), 'parkmate-test-'));
  });
  after(async () => {
    await rm(folder, { recursive: true });
    await database.drop();
  });

  it('makes an account of any role, finding the database of a running npm start', async () => {
    await writeFile(path.join(folder, 'run.json'), JSON.stringify({ databaseUrl: database.url }));
    const made = await run(ada, { DATA_DIR: folder });
    expect(made).to.include({ code: 0, stderr: '' });

    const log = silentLog();
    const db = await Database.connect({
      url: database.url,
      applicationName: 't',
      poolSize: 2,
      entities,
      log,
    });
    const from = { address: '192.0.2.1', device: undefined };
    const credentials = { email: 'ada@example.test', password: 'correct horse' };
    const opened = await completeLogin(db, await checkLogin(db, credentials, from));
    await db.close();
    if (opened instanceof DomainError) throw opened;
    expect(opened.account).to.include({
      ...{ role: 'admin', name: 'Ada', language: 'es', id: made.stdout.trim() },
    });

    const again = await run(ada, { DATABASE_URL: database.url });
    expect(again.code).to.equal(1);
    expect(again.stderr).to.contain('There is an account with this e-mail address already');
  });

  it('says what is wrong with what it was given, and where no database can be found', async () => {
    const [wrong, unknown, raw, lost] = await Promise.all([
      run(['--role', 'king', '--email', 'x', '--password', 'short'], { DATABASE_URL: database.url }),
      run(['--rolle', 'admin'], { DATABASE_URL: database.url }),
      run(ada, { DATABASE_URL: 'postgres://u:hunter#2@h/d' }),
      run(ada, { DATA_DIR: path.join(folder, 'none') }),
    ]);
    expect(wrong.code).to.equal(64);
    for (const option of ['--role', '--email', '--name', '--password'])
      expect(wrong.stderr).to.contain(option);
    expect(unknown.code).to.equal(64);
    expect(unknown.stderr).to.contain('--rolle');
    expect(raw.code).to.equal(78);
    expect(raw.stderr).to.contain('DATABASE_URL has a raw "#"').and.not.contain('hunter');
    expect(lost.code).to.equal(78);
    expect(lost.stderr).to.contain('DATABASE_URL').and.contain('npm start');
  });
});
