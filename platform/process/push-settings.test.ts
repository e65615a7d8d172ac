import { expect } from 'chai';
import { createECDH } from 'node:crypto';
import { InvalidSettings, readEnv } from './env.js';

const required = {
  DATABASE_URL: 'postgres://parkmate:secret@127.0.0.1:5432/parkmate',
  REDIS_URL: 'redis://127.0.0.1:6379',
  JWT_SECRET: 'iCk2Vd0xvT1mQ7uX9rBzLw4sNfYp6HgA',
};

function pair() {
  const curve = createECDH('prime256v1');
  const VAPID_PUBLIC_KEY = curve.generateKeys().toString('base64url');
  const key = curve.getPrivateKey();
  const VAPID_PRIVATE_KEY = Buffer.concat([Buffer.alloc(32 - key.length), key]).toString('base64url');
  return { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, VAPID_SUBJECT: 'mailto:admin@example.com' };
}

function problemsOf(source: NodeJS.ProcessEnv): string[] {
  try {
    readEnv({ ...required, ...source });
  } catch (error) {
    if (error instanceof InvalidSettings) return error.problems;
    throw error;
  }
  return [];
}

describe('The settings of web push', () => {
  const keys = pair();

  it('are a pair of keys and a subject, or nothing', () => {
    expect(problemsOf({})).to.deep.equal([]);
    expect(problemsOf(keys)).to.deep.equal([]);
    expect(problemsOf({ ...keys, VAPID_SUBJECT: 'https://example.com/contact' })).to.deep.equal([]);
    for (const name of Object.keys(keys))
      expect(problemsOf({ ...keys, [name]: '' }).join()).to.contain('none of the three');
  });

  it('are refused where the keys are of two pairs, with no word of a key', () => {
    const { VAPID_PRIVATE_KEY } = pair();
    const problems = problemsOf({ ...keys, VAPID_PRIVATE_KEY });
    expect(problems).to.have.length(1);
    expect(problems[0])
      .to.match(/^VAPID_PRIVATE_KEY must/)
      .and.not.contain(VAPID_PRIVATE_KEY);
  });

  for (const wrong of [
    { VAPID_PUBLIC_KEY: keys.VAPID_PRIVATE_KEY },
    { VAPID_PUBLIC_KEY: `${keys.VAPID_PUBLIC_KEY}==` },
    { VAPID_PRIVATE_KEY: 'secret' },
    { VAPID_SUBJECT: 'admin@example.com' },
    { VAPID_SUBJECT: 'http://example.com' },
    { PUSH_SERVICE_HOSTS: 'https://push.example.com' },
    { PUSH_SERVICE_HOSTS: 'push.example.com,' },
  ]) {
    const [[name, value] = ['', '']] = Object.entries(wrong);
    it(`refuse ${name}=${value.slice(0, 12)}… by its name`, () => {
      expect(problemsOf({ ...keys, ...wrong }).map((problem) => problem.split(' ')[0])).to.deep.equal([name]);
    });
  }

  it('take hosts of other push services', () => {
    const { PUSH_SERVICE_HOSTS } = readEnv({
      ...required,
      PUSH_SERVICE_HOSTS: 'Push.example.com, 10.0.0.5:8443',
    });
    expect(PUSH_SERVICE_HOSTS).to.deep.equal(['push.example.com', '10.0.0.5:8443']);
  });
});
