import { expect } from 'chai';
import { Writable } from 'node:stream';
import winston from 'winston';
import { createLogger, withLogContext } from './logger.js';

function lines(env: { LOG_LEVEL: string; NODE_ENV: string }, write: (log: winston.Logger) => void): string[] {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString().trimEnd());
      done();
    },
  });
  const log = createLogger('test', env);
  log.clear().add(new winston.transports.Stream({ stream }));
  write(log);
  return written;
}

describe('The log', () => {
  it('is one JSON object a line in production, with the id of the request', () => {
    const [line = ''] = lines({ LOG_LEVEL: 'info', NODE_ENV: 'production' }, (log) => {
      withLogContext({ requestId: 'r-1' }, () => log.info('done', { ms: 3 }));
    });
    expect(JSON.parse(line)).to.include({
      level: 'info',
      message: 'done',
      service: 'test',
      requestId: 'r-1',
      ms: 3,
    });
  });

  it('is one readable line in development, whatever a name contains', () => {
    const written = lines({ LOG_LEVEL: 'info', NODE_ENV: 'development' }, (log) => {
      log.info('hello', { name: 'Ada\n12:00:00 info  forged line' });
    });
    expect(written).to.have.length(1);
    expect(written[0]).not.to.contain('\n');
  });

  it('holds no secrets, however deep', () => {
    const written = lines({ LOG_LEVEL: 'debug', NODE_ENV: 'production' }, (log) => {
      log.info('calling', {
        headers: { authorization: 'Bearer abc.def.ghi', cookie: 'parkmate_refresh=xyz' },
        body: { password: 'parkmate-demo', nested: [{ accessToken: 'tok-123' }] },
        databaseUrl: 'postgres://parkmate:hunter2@db/parkmate',
      });
      log.error('failed', { error: new Error('connect to postgres://parkmate:hunter2@db/parkmate failed') });
      log.warn('refused eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl');
    }).join('\n');
    for (const secret of ['abc.def', 'xyz', 'parkmate-demo', 'tok-123', 'hunter2', 'c2lnbmF0dXJl']) {
      expect(written).not.to.contain(secret);
    }
    expect(written).to.contain('postgres://parkmate:***@db/parkmate');
  });
});
