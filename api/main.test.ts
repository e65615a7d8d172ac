import { expect } from 'chai';
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { emptyDatabase, freshDatabase, type TestDatabase } from '../test/harness/database.js';
import { redisUrl } from '../test/harness/redis.js';
import { databaseOfRole } from '../test/harness/role.js';

const script = path.join(import.meta.dirname, '../dist/api/main.js');
const nowhere = 'redis://127.0.0.1:1';

/** The real process, with what it has said so far. */
class Run {
  said = '';
  readonly exit: Promise<number | null>;
  private constructor(readonly process: ChildProcess) {
    for (const stream of [process.stdout, process.stderr]) {
      stream?.on('data', (text: Buffer) => (this.said += text.toString()));
    }
    this.exit = new Promise((resolve) => process.once('close', resolve));
  }

  static start(env: Record<string, string>): Run {
    const args = ['--enable-source-maps', script];
    return new Run(spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...env } }));
  }

  /** Resolves when it has said this. */
  says(words: RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (words.test(this.said)) resolve();
      };
      this.process.stdout?.on('data', look);
      look();
      void this.exit.then((code) => {
        reject(new Error(`ended with ${code ?? 'a signal'}: ${this.said}`));
      });
    });
  }

  /** The port it listens on, once it does. */
  listening(): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const port = /ready port=(\d+)/.exec(this.said)?.[1];
        if (port !== undefined) resolve(port);
      };
      this.process.stdout?.on('data', look);
      void this.exit.then((code) => {
        reject(new Error(`ended with ${code ?? 'a signal'}: ${this.said}`));
      });
    });
  }
}

describe('the api process', () => {
  let database: TestDatabase;
  let settings: Record<string, string>;
  before(async () => {
    database = await freshDatabase();
    settings = {
      DATABASE_URL: database.url,
      REDIS_URL: redisUrl(),
      JWT_SECRET: 'a secret that only this test knows',
      PORT: '0',
      METRICS_PORT: '0',
      NODE_ENV: 'test',
    };
  });
  after(() => database.drop());

  it('names all that is wrong with its settings at once', async () => {
    const run = Run.start({ ...settings, JWT_SECRET: 'too short', REDIS_URL: 'nonsense', PORT: '-1' });
    expect(await run.exit).to.equal(78);
    for (const name of ['JWT_SECRET', 'REDIS_URL', 'PORT']) expect(run.said).to.contain(name);
    expect(run.said).not.to.contain('too short');
  });

  it('says what to do about a taken port and about a database without tables', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    const port = String((other.address() as AddressInfo).port);
    const empty = await emptyDatabase();
    try {
      const [taken, unmigrated] = [
        Run.start({ ...settings, PORT: port }),
        Run.start({ ...settings, DATABASE_URL: empty.url }),
      ];
      expect(await taken.exit).to.equal(1);
      expect(taken.said).to.contain(`Port ${port} is taken`);
      expect(await unmigrated.exit).to.equal(1);
      expect(unmigrated.said).to.contain('npm run migrate');
    } finally {
      other.close();
      await empty.drop();
    }
  });

  it('tries again, and says why, while the database refuses it or its name does not resolve', async () => {
    const role = await databaseOfRole();
    const wrong = new URL(role.url);
    wrong.password = 'second';
    const refused = Run.start({ ...settings, DATABASE_URL: wrong.href });
    const lost = Run.start({ ...settings, DATABASE_URL: 'postgres://u:p@nowhere.invalid/d' });
    const nowhere = Run.start({ ...settings, DATABASE_URL: 'postgres://u:p@/d?host=/nowhere' });
    try {
      await refused.says(/trying again.*attempt=1\b/);
      expect(refused.said).to.contain('PostgreSQL refuses the password');
      await lost.says(/trying again.*has no address.*attempt=1\b/);
      await nowhere.says(/trying again.*no socket.*attempt=1\b/);
      await role.administer(`ALTER ROLE ${role.role} PASSWORD 'second'`);
      await refused.listening();
    } finally {
      for (const { process } of [refused, lost, nowhere]) process.kill('SIGTERM');
      await Promise.all([refused.exit, lost.exit, nowhere.exit]);
      await role.drop();
    }
  }).timeout(20_000);

  it('starts and answers while Redis is down, says so once per connection, and stops when asked', async () => {
    const run = Run.start({ ...settings, REDIS_URL: nowhere });
    const url = `http://127.0.0.1:${await run.listening()}`;
    expect((await fetch(`${url}/healthz`)).status).to.equal(200);
    expect((await fetch(`${url}/api/lots`)).status).to.equal(200);
    expect((await fetch(`${url}/readyz`)).status).to.equal(503);
    run.process.kill('SIGTERM');
    expect(await run.exit).to.equal(0);
    expect(run.said).not.to.match(/^Error|^ +at /m);
    expect(run.said.match(/redis is away connection=parkmate-api-commands/g)).to.have.lengthOf(1);
  });
});
