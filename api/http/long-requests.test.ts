import { expect } from 'chai';
import { Writable } from 'node:stream';
import winston from 'winston';
import { createLogger, type Logger } from '../../platform/observability/logger.js';
import { TestApi } from '../../test/harness/api.js';
import { send } from '../../test/harness/raw-http.js';
import { hereMs } from '../../dev/tests/machine.js';

/** As long as all headers together may be, with some room for the others. */
const length = 15_000;

const parts = [
  'a',
  '/',
  'a/',
  '%61',
  '.',
  '../',
  ':',
  'a://a:',
  '@',
  'eyJ-',
  'a=',
  '&a',
  ';',
  ',',
  ' ',
  '"',
  '-',
];

const places: Record<string, (text: string) => { path: string; headers?: Record<string, string> }> = {
  'an unknown address': (text) => ({ path: `/api/${encodeURI(text)}`.slice(0, length) }),
  'an unknown page': (text) => ({ path: `/${encodeURI(text)}`.slice(0, length) }),
  'an id': (text) => ({ path: `/api/lots/${encodeURIComponent(text).slice(0, length)}` }),
  'a query': (text) => ({ path: `/api/lots?${encodeURI(text)}`.slice(0, length) }),
  'a cursor': (text) => ({ path: `/api/lots?cursor=${encodeURIComponent(text)}`.slice(0, length) }),
  ...Object.fromEntries(
    [
      ...['authorization', 'cookie', 'user-agent', 'x-forwarded-for', 'origin', 'accept', 'accept-encoding'],
      ...['if-none-match', 'if-modified-since', 'range', 'content-type', 'idempotency-key', 'referer'],
    ].map((name) => [name, (text: string) => ({ path: '/api/auth/refresh', headers: { [name]: text } })]),
  ),
  'a bearer token': (text) => ({ path: '/api/me', headers: { authorization: `Bearer ${text}` } }),
};

describe('A long request', () => {
  let api: TestApi;
  const written: string[] = [];
  before(async () => {
    api = await TestApi.start({ env: { TRUST_PROXY: 1 }, log: listening(written) });
  });
  after(() => api.stop());

  for (const [place, requestWith] of Object.entries(places)) {
    it(`with ${place} of 15,000 characters is answered in little time, and leaves a short line in the log`, async () => {
      written.length = 0;
      for (const part of parts) {
        const { path, headers = {} } = requestWith(part.repeat(length / part.length));
        const before = process.cpuUsage();
        const method = path.includes('refresh') ? 'POST' : 'GET';
        const { status } = await send(api.url + path, method, headers, undefined);
        const { user, system } = process.cpuUsage(before);
        expect(status, part).to.be.within(400, 499);
        // The first ones also pay for being the first.
        expect((user + system) / 1_000, `milliseconds for ${part}`).to.be.below(hereMs(90));
      }
      expect(written.length, 'lines').to.be.at.least(parts.length);
      for (const line of written) expect(Buffer.byteLength(line)).to.be.at.most(8_192);
    });
  }
});

function listening(written: string[]): Logger {
  const stream = new Writable({
    write(line: Buffer, _encoding, done) {
      written.push(line.toString());
      done();
    },
  });
  const log = createLogger('test', { LOG_LEVEL: 'debug', NODE_ENV: 'production' });
  return log.clear().add(new winston.transports.Stream({ stream }));
}
