import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { InvalidSettings, readEnv } from './env.js';

const problemsOf = (JWT_SECRET: string, JWT_SECRET_ALSO_ACCEPTED?: string): string[] => {
  try {
    readEnv({
      DATABASE_URL: 'postgres://a@b/c',
      REDIS_URL: 'redis://a',
      JWT_SECRET,
      JWT_SECRET_ALSO_ACCEPTED,
    });
    return [];
  } catch (error) {
    if (error instanceof InvalidSettings) return error.problems;
    throw error;
  }
};

describe('A JWT_SECRET', () => {
  const weak = [
    'a'.repeat(32),
    '0'.repeat(100),
    'ab'.repeat(20),
    'changeme'.repeat(4),
    'changeme-changeme-changeme-changeme1',
    'parkmate'.repeat(5),
    'parkmate-secret-parkmate-secret-parkmate',
    '0123456789'.repeat(4),
    'abcdefghijklmnopqrstuvwxyz0123456789',
    'ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210',
    'please-change-this-to-something-of-your-own',
    'replace-me-with-a-long-random-string-42',
    'your-256-bit-secret-your-256-bit-secret',
    'é'.repeat(16),
  ];

  it('is refused when it could be guessed, with the way to make a good one and without the secret', () => {
    for (const secret of weak) {
      const [problem, ...more] = problemsOf(secret);
      expect(problem, secret).to.match(/^JWT_SECRET must .*`openssl rand -base64 48`$/);
      expect(problem, secret).not.to.contain(secret.trim() || secret);
      expect(more).to.deep.equal([]);
    }
  });

  it('is missing when nothing is in it that could be seen', () => {
    expect(problemsOf(' '.repeat(64))).to.deep.equal(['JWT_SECRET is required']);
  });

  it('is taken when it is random, however it is written', () => {
    for (let n = 0; n < 200; n++) {
      for (const secret of [
        randomBytes(48).toString('base64'),
        randomBytes(32).toString('base64url'),
        randomBytes(32).toString('hex'),
        randomBytes(16).toString('hex'),
        // As many as 32 bytes have. Of forty digits one in ten thousand has not eight that differ.
        Array.from(randomBytes(78), (byte) => byte % 10).join(''),
      ])
        expect(problemsOf(secret), secret).to.deep.equal([]);
    }
  });
});

describe('A JWT_SECRET_ALSO_ACCEPTED', () => {
  const first = 'iCk2Vd0xvT1mQ7uX9rBzLw4sNfYp6HgA';

  it('is as good as the first one, and another', () => {
    expect(problemsOf(first, 'Zk3mQ8vX1tR6wY0pL5nB9cD2fG7hJ4sA')).to.deep.equal([]);
    expect(problemsOf(first, ' ')).to.deep.equal([]);
    expect(problemsOf(first, 'short').join()).to.match(/^JWT_SECRET_ALSO_ACCEPTED must be 32 bytes/);
    expect(problemsOf(first, first)).to.deep.equal([
      'JWT_SECRET_ALSO_ACCEPTED must differ from JWT_SECRET, which is accepted anyway',
    ]);
  });
});
