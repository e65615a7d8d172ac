import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { silentLog } from '../../test/api.js';
import { freshDatabase, type TestDatabase } from '../../test/database.js';
import { Database } from '../../platform/database.js';
import { Problem } from '../../platform/errors.js';
import { createAccount } from './create-account.js';
import { login } from './login.js';
import { hashPassword } from './passwords.js';

const password = 'correct horse';

describe('login', () => {
  let database: TestDatabase;
  let db: Database;
  let email: string;

  before(async () => {
    const log = silentLog();
    database = await freshDatabase();
    db = await Database.connect({ url: database.url, applicationName: 't', poolSize: 10, entities: [], log });
  });
  beforeEach(async () => {
    email = `${randomUUID()}@example.test`;
    await createAccount(db, { email, password, name: 'Ada', role: 'user' });
  });
  after(async () => {
    await db.close();
    await database.drop();
  });

  const attempt = async (secret: string): Promise<string> => {
    const result = await login(db, { email, password: secret });
    return result instanceof Problem ? result.code : 'signed in';
  };
  const lockSeconds = async () => {
    const result = await login(db, { email, password });
    return result instanceof Problem ? (result.extra.retryAfterSeconds ?? 0) : 0;
  };
  const passTime = (interval: string) =>
    db.query(
      {
        name: 'pass-time',
        text: `UPDATE login_failures SET last_at = last_at - $2::interval, locked_until = locked_until - $2::interval
               WHERE email = $1`,
      },
      [email, interval],
    );
  const fail = async (times: number) => {
    for (let i = 0; i < times; i++) expect(await attempt('wrong')).to.equal('invalid_credentials');
  };

  it('takes one password from every keyboard, and one that was kept before as it was typed', async () => {
    const [composed, decomposed] = ['caf\u00e9 au lait', 'cafe\u0301 au lait'] as const;
    const setPassword = async (hash: string) =>
      db.query({ name: 'set-hash', text: 'UPDATE users SET password_hash = $2 WHERE email = $1' }, [
        email,
        hash,
      ]);
    await setPassword(await hashPassword(composed));
    expect(await attempt(composed)).to.equal('signed in');
    expect(await attempt(decomposed)).to.equal('signed in');
    await setPassword(await hashPassword(decomposed));
    expect(await attempt(decomposed)).to.equal('signed in');
    await setPassword(await hashPassword('1111111111'));
    expect(await attempt('1111111111')).to.equal('signed in');
    for (const none of ['none', '', '$2b$10$abc']) {
      await setPassword(none);
      expect(await attempt(none || 'none')).to.equal('invalid_credentials');
    }
  });

  it('is locked for 30 s after five failures, and for twice as long after each further one', async () => {
    await fail(5);
    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      expect(await lockSeconds()).to.be.within(seconds - 1, seconds);
      await passTime(`${seconds} seconds`);
      await fail(1);
    }
  });

  it('is refused while locked, also with the right password, and not counted', async () => {
    await fail(5);
    expect(await attempt(password)).to.equal('too_many_attempts');
    expect(await attempt('wrong')).to.equal('too_many_attempts');
    await passTime('30 seconds');
    expect(await attempt(password)).to.equal('signed in');
  });

  it('starts counting anew after a success', async () => {
    await fail(4);
    expect(await attempt(password)).to.equal('signed in');
    await fail(4);
    expect(await attempt(password)).to.equal('signed in');
  });

  it('forgets failures after a day', async () => {
    await fail(4);
    await passTime('25 hours');
    await fail(4);
    expect(await attempt(password)).to.equal('signed in');
  });

  it('lets no more guesses through when they come all at once', async () => {
    const codes = await Promise.all(Array.from({ length: 30 }, () => attempt('wrong')));
    expect(codes.filter((code) => code === 'invalid_credentials')).to.have.lengthOf(5);
    expect(codes.filter((code) => code === 'too_many_attempts')).to.have.lengthOf(25);
  });

  it('lets everybody in who comes at once with the right password', async () => {
    const codes = await Promise.all(Array.from({ length: 12 }, () => attempt(password)));
    expect(new Set(codes)).to.deep.equal(new Set(['signed in']));
  });

  it('takes as long for an address that has no account', async () => {
    const timeOf = async (address: string) => {
      const times: number[] = [];
      for (let i = 0; i < 4; i++) {
        const startedAt = performance.now();
        await login(db, { email: address, password: 'wrong' });
        times.push(performance.now() - startedAt);
      }
      return Math.min(...times);
    };
    const [known, unknown] = [await timeOf(email), await timeOf(`${randomUUID()}@example.test`)];
    // Without a hash to compare with it would be some twenty times faster.
    expect(unknown / known).to.be.within(0.4, 2.5);
  });
});
