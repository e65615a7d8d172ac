import { expect } from 'chai';
import { InvalidSettings, readEnv } from './env.js';

const required = {
  DATABASE_URL: 'postgres://parkmate:secret@127.0.0.1:5432/parkmate',
  REDIS_URL: 'redis://127.0.0.1:6379',
  JWT_SECRET: 'iCk2Vd0xvT1mQ7uX9rBzLw4sNfYp6HgA',
};

function problemsOf(source: NodeJS.ProcessEnv): string[] {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.problems;
    throw error;
  }
  return [];
}

describe('The settings of alerts', () => {
  it('take a webhook with its secret alone, which is Base64 that nobody can guess', () => {
    const secret = 'q0Zl3rYw8mVb1xKc7TnE5uHs9dJf2gAaPo4iLeR6Mtk=';
    const webhook = { ALERT_WEBHOOK_URL: 'https://example.com/hook', ALERT_WEBHOOK_SECRET: secret };
    for (const ALERT_WEBHOOK_SECRET of [secret, `whsec_${secret}`])
      expect(problemsOf({ ...required, ...webhook, ALERT_WEBHOOK_SECRET })).to.deep.equal([]);
    const wrong: Record<string, string | undefined>[] = [
      ...[undefined, 'short', 'whsec_', 'a'.repeat(64), `${secret}!`, `whsec_whsec_${secret}`].map(
        (ALERT_WEBHOOK_SECRET) => ({ ALERT_WEBHOOK_SECRET }),
      ),
      ...['ftp://example.com', 'example.com/hook', 'https://', 'https://me:it@example.com/'].map(
        (ALERT_WEBHOOK_URL) => ({ ALERT_WEBHOOK_URL }),
      ),
      ...[{ ALERT_WEBHOOK_PRIVATE: 'yes' }, { ALERT_WORKER_SILENCE_SECONDS: '9' }],
      ...[{ ALERT_DISK_PERCENT: '0' }, { ALERT_CONNECTIONS_PERCENT: '101' }],
      ...[{ ALERT_REDIS_MEMORY_PERCENT: '90%' }, { ALERT_REPLICA_LAG_SECONDS: '0' }],
    ];
    for (const change of wrong) {
      const problems = problemsOf({ ...required, ...webhook, ...change });
      expect(problems, JSON.stringify(change)).to.have.length(1);
      expect(problems[0]).to.match(new RegExp(`^${Object.keys(change).join()} `));
    }
  });
});
