import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { silentLog } from '../../test/harness/api.js';
import { freshDatabase, type TestDatabase } from '../../test/harness/database.js';
import { Database } from '../../platform/postgres/database.js';
import { DomainError } from '../errors.js';
import { entities } from '../entities.js';
import { createAccount } from './create-account.js';
import { checkLogin, completeLogin } from './login.js';
import type { Guesser } from './login-failures.js';
import { hashPassword } from './passwords.js';

const password = 'correct horse';

describe('login', () => {
  let database: TestDatabase;
  let db: Database;
  let email: string;

  before(async () => {
    const log = silentLog();
    database = await freshDatabase();
    db = await Database.connect({ url: database.url, applicationName: 't', poolSize: 10, entities, log });
  });
  beforeEach(async () => {
    email = `${randomUUID()}@example.test`;
    await createAccount(db, { email, password, name: 'Ada', role: 'user' });
  });
  after(async () => {
    await db.close();
    await database.drop();
  });

  const here: Guesser = { address: '192.0.2.1', device: undefined };
  const login = async (body: { email: string; password: string }, guesser = here) =>
    completeLogin(db, await checkLogin(db, body, guesser));
  const attempt = async (secret: string, guesser = here): Promise<string> => {
    const result = await login({ email, password: secret }, guesser);
    return result instanceof DomainError ? result.code : 'signed in';
  };
  const lockSeconds = async () => {
    const result = await login({ email, password });
    return result instanceof DomainError ? (result.extra.retryAfterSeconds ?? 0) : 0;
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

  describe('under somebody else’s guesses', () => {
    const stranger: Guesser = { address: '198.51.100.7', device: undefined };
    const device: Guesser = { address: stranger.address, device: 'a device that has signed in before' };
    const guessFrom = async (guesser: Guesser, times: number) => {
      for (let i = 0; i < times; i++) expect(await attempt('wrong', guesser)).to.equal('invalid_credentials');
    };
    const failuresFromEverywhere = (failures: number) =>
      db.query(
        {
          name: 'guess-everywhere',
          text: `INSERT INTO login_failures (email, scope, failures, last_at) VALUES ($1, 'everywhere', $2, now())`,
        },
        [email, failures],
      );

    it('stays open to its owner at another address, however long a stranger goes on', async () => {
      await guessFrom(stranger, 5);
      for (let hours = 0; hours < 30; hours++) {
        expect(await attempt(password, stranger)).to.equal('too_many_attempts');
        expect(await attempt(password)).to.equal('signed in');
        await passTime('15 minutes');
        await guessFrom(stranger, 1);
      }
    });

    it('stays open to a device that has signed in before, at the stranger’s own address', async () => {
      await guessFrom(stranger, 5);
      expect(await attempt(password, device)).to.equal('signed in');
    });

    it('is locked to new devices after a hundred failures from everywhere, and not to known ones', async () => {
      await failuresFromEverywhere(98);
      await guessFrom({ ...stranger, address: '203.0.113.1' }, 1);
      await guessFrom({ ...stranger, address: '203.0.113.2' }, 1);
      expect(await attempt('wrong', stranger)).to.equal('too_many_attempts');
      expect(await attempt(password)).to.equal('too_many_attempts');
      expect(await attempt(password, device)).to.equal('signed in');
      await passTime('30 seconds');
      expect(await attempt(password)).to.equal('signed in');
    });

    it('does not give the guessers new tries when its owner signs in', async () => {
      await failuresFromEverywhere(98);
      await guessFrom(stranger, 1);
      expect(await attempt(password)).to.equal('signed in');
      expect(await attempt(password, device)).to.equal('signed in');
      await guessFrom(stranger, 1);
      expect(await attempt('wrong', { ...stranger, address: '203.0.113.3' })).to.equal('too_many_attempts');
    });

    it('lets a known device guess no more often than a stranger, and locks nobody else by it', async () => {
      await guessFrom(device, 5);
      expect(await attempt(password, device)).to.equal('too_many_attempts');
      expect(await attempt(password, stranger)).to.equal('signed in');
    });

    it('counts guesses that come at once from many addresses without a deadlock', async () => {
      await failuresFromEverywhere(90);
      const codes = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          attempt('wrong', { ...stranger, address: `203.0.113.${n % 15}` }),
        ),
      );
      expect(codes.filter((code) => code === 'invalid_credentials')).to.have.lengthOf(10);
      expect(codes.filter((code) => code === 'too_many_attempts')).to.have.lengthOf(20);
    });
  });

  it('opens no session with a password that was changed while it was compared', async () => {
    const checked = await checkLogin(db, { email, password }, here);
    await db.query(
      { name: 'change-hash', text: `UPDATE users SET password_hash = 'none' WHERE email = $1` },
      [email],
    );
    const opened = await completeLogin(db, checked);
    expect(opened).to.be.instanceOf(DomainError).and.to.have.property('code', 'invalid_credentials');
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
        await login({ email: address, password: 'wrong' });
        times.push(performance.now() - startedAt);
      }
      return Math.min(...times);
    };
    const [known, unknown] = [await timeOf(email), await timeOf(`${randomUUID()}@example.test`)];
    // Without a hash to compare with it would be some twenty times faster.
    expect(unknown / known).to.be.within(0.4, 2.5);
  });
});
