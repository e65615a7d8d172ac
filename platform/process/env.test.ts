import { expect } from 'chai';
import { InvalidSettings, readDatabaseEnv, readEnv } from './env.js';

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

describe('The settings', () => {
  it('have the defaults that the documentation names', () => {
    expect(readEnv(required)).to.deep.include({
      PORT: 3000,
      METRICS_PORT: 9464,
      ACCESS_TOKEN_TTL_SECONDS: 900,
      BOOKING_MIN_SECONDS: 300,
      BOOKING_MAX_SECONDS: 604_800,
      BOOKING_TOTAL_MAX_SECONDS: 2_592_000,
      RENEW_WITHIN_SECONDS: 86_400,
      ACTIVE_BOOKINGS_PER_USER: 5,
      NEW_BOOKINGS_PER_HOUR: 120,
      BUSINESSES_PER_OWNER: 10,
      LOTS_PER_OWNER: 50,
      SLOTS_PER_OWNER: 10_000,
      WEBHOOKS_PER_OWNER: 5,
      EMPLOYEES_PER_BUSINESS: 500,
      ASSIGNMENTS_PER_EMPLOYEE: 200,
      WARNING_LEAD_SECONDS: 300,
      RETENTION_CONNECTIONS_DAYS: 30,
      ALERT_EXPIRY_LAG_SECONDS: 5,
      ALERT_FAILED_JOBS: 10,
      ALERT_REDIS_MEMORY_PERCENT: 90,
      ALERT_CONNECTIONS_PERCENT: 90,
      ALERT_DISK_PERCENT: 90,
      ALERT_REPLICA_LAG_SECONDS: 30,
      ALERT_CLEAR_SECONDS: 15,
      ALERT_WEBHOOK_PRIVATE: 'off',
      WEBHOOKS_PRIVATE: 'off',
      OTEL_TRACES_SAMPLER_ARG: 1,
      RATE_LIMITS: 'on',
      LOG_LEVEL: 'info',
      EMBED_ORIGINS: [],
      PUBLIC_ORIGIN: ['http://127.0.0.1:3000', 'http://localhost:3000'],
    });
  });

  it('lists everything that is missing or wrong at once, and no secret', () => {
    const problems = problemsOf({
      JWT_SECRET: 'short-secret',
      PORT: '70000',
      RATE_LIMITS: 'maybe',
      REDIS_URL: 'http://x',
    });
    for (const name of ['JWT_SECRET', 'PORT', 'RATE_LIMITS', 'REDIS_URL']) {
      expect(problems.join('\n')).to.match(new RegExp(`^${name} `, 'm'));
    }
    expect(problems).to.include('DATABASE_URL is required');
    expect(problems.join('\n')).not.to.contain('short-secret');
  });

  for (const blank of ['', ' ', '\t', '\n']) {
    it(`counts ${JSON.stringify(blank)} as absent, and not as 0, which means no bound`, () => {
      expect(readEnv({ ...required, ACTIVE_BOOKINGS_PER_USER: blank, PORT: blank })).to.deep.include({
        ACTIVE_BOOKINGS_PER_USER: 5,
        PORT: 3000,
      });
      expect(problemsOf({ ...required, REDIS_URL: blank })).to.deep.equal(['REDIS_URL is required']);
    });
  }

  for (const number of ['0x10', '1e3', '+5', '-1', '5.0', '1_000', 'true', '5 6', '٥']) {
    it(`reads no number from ${number}`, () => {
      expect(problemsOf({ ...required, TRUST_PROXY: number, PORT: number })).to.have.length(2);
    });
  }

  it('reads a number from a file with line ends of Windows', () => {
    expect(readEnv({ ...required, PORT: '3100\r' }).PORT).to.equal(3100);
  });

  it('takes what stands before the database, and what a command needs of the database alone', () => {
    expect(readEnv(required).DATABASE_POOLER).to.equal('none');
    expect(problemsOf({ ...required, DATABASE_POOLER: 'statement' })).to.have.length(1);
    const { DATABASE_URL } = required;
    const alone = { DATABASE_URL, DATABASE_POOLER: 'transaction' } as const;
    expect(readDatabaseEnv(alone)).to.deep.equal(alone);
    expect(() => readDatabaseEnv({})).to.throw(InvalidSettings, 'DATABASE_URL is required');
  });

  for (const raw of ['#', '%', '@', '/', '?', ' ']) {
    it(`names the address whose password has a raw ${JSON.stringify(raw)}, and no secret`, () => {
      const problems = problemsOf({
        ...required,
        DATABASE_URL: `postgres://u:hunter${raw}2@h/d`,
        REDIS_URL: `redis://:hunter${raw}2@h:6379`,
      });
      expect(problems.map((problem) => problem.split(' ')[0])).to.deep.equal(['DATABASE_URL', 'REDIS_URL']);
      for (const problem of problems) expect(problem).to.contain('%23').and.not.contain('hunter');
    });
  }

  it('takes a password with any characters, percent-encoded', () => {
    const password = encodeURIComponent('#%@/?, :');
    const REDIS_URL = `rediss://default:${password}@h:6380/3`;
    expect(readEnv({ ...required, REDIS_URL }).REDIS_URL).to.equal(REDIS_URL);
  });

  it('takes an empty variable for an absent one', () => {
    expect(problemsOf({ ...required, JWT_SECRET: '' })).to.deep.equal(['JWT_SECRET is required']);
    expect(readEnv({ ...required, PORT: '' }).PORT).to.equal(3000);
  });

  it('takes the nodes of a Redis Cluster, and refuses what cannot be one', () => {
    const REDIS_URL = 'redis://:p,w@a.example:7000, redis://:p,w@b.example:7001';
    expect(readEnv({ ...required, REDIS_URL }).REDIS_URL).to.equal(REDIS_URL);
    for (const wrong of [
      'redis://a.example:7000,b.example:7001',
      'redis://a.example,redis://b.example,http://c.example',
      'redis://a.example,rediss://b.example',
      'redis://:one@a.example,redis://:other@b.example',
      'redis://a.example/1,redis://b.example/1',
    ]) {
      const problems = problemsOf({ ...required, REDIS_URL: wrong });
      expect(problems, wrong).to.have.length(1);
      expect(problems[0]).to.match(/^REDIS_URL must .*Cluster/);
    }
  });

  it('refuses bounds that contradict each other', () => {
    const problems = problemsOf({ ...required, BOOKING_MIN_SECONDS: '600', BOOKING_MAX_SECONDS: '300' });
    expect(problems).to.deep.equal(['BOOKING_MIN_SECONDS must not be above BOOKING_MAX_SECONDS']);
    expect(problemsOf({ ...required, PORT: '9464' }).join()).to.match(
      /^METRICS_PORT must be another .* PORT/,
    );
    expect(problemsOf({ ...required, PORT: '0', METRICS_PORT: '0' })).to.deep.equal([]);
    expect(problemsOf({ ...required, BOOKING_MAX_SECONDS: '2592001' })).to.deep.equal([
      'BOOKING_TOTAL_MAX_SECONDS must not be below BOOKING_MAX_SECONDS',
    ]);
  });

  it('lists contradictions together with all else that is wrong', () => {
    const wrong = { BOOKING_MIN_SECONDS: '600', BOOKING_MAX_SECONDS: '300', PORT: '9464', TRUST_PROXY: 'x' };
    const names = problemsOf({ ...wrong, METRICS_HOST: 'x' }).map((problem) => problem.split(' ')[0]);
    expect(names).to.have.members([
      ...['METRICS_HOST', 'DATABASE_URL', 'REDIS_URL', 'JWT_SECRET', 'TRUST_PROXY'],
      ...['BOOKING_MIN_SECONDS', 'METRICS_PORT'],
    ]);
    // What is no number contradicts nothing.
    expect(problemsOf({ ...required, BOOKING_MIN_SECONDS: 'x' })).to.have.length(1);
  });

  it('says of each that is wrong what it must be', () => {
    const wrong = { PORT: '70000', DATABASE_POOL_SIZE: '1', RATE_LIMITS: 'maybe', METRICS_HOST: 'x' };
    const problems = problemsOf({
      ...required,
      ...wrong,
      LOG_LEVEL: 'loud',
      PUBLIC_ORIGIN: 'x',
      HOST: 'a b',
    });
    expect(problems.filter((problem) => !/^[A-Z_]+ must be /.test(problem))).to.deep.equal([]);
    expect(problems).to.have.length(7);
    expect(problems).to.include('RATE_LIMITS must be one of on, off');
  });

  it('takes several origins, as a browser writes them', () => {
    const PUBLIC_ORIGIN = 'https://a.example, https://B.example:443/, http://localhost:80,http://[::1]:3000';
    expect(readEnv({ ...required, PUBLIC_ORIGIN }).PUBLIC_ORIGIN).to.deep.equal([
      ...['https://a.example', 'https://b.example', 'http://localhost', 'http://[::1]:3000'],
    ]);
  });

  for (const origin of [
    ...[
      'a.example',
      'localhost:3000',
      '*',
      'null',
      'ftp://x',
      'ws://x',
      'file:///x',
      'https:a.example',
      'https://',
    ],
    ...['https://a.example/path', 'https://a.example?x', 'https://a.example#x', 'https://u:p@a.example'],
    ...[
      'https://a.example:0',
      'https://a.example:99999',
      'https://a.example,',
      'https://a.example;https://b.example',
    ],
  ]) {
    it(`refuses ${origin} as an origin`, () => {
      const problems = problemsOf({ ...required, PUBLIC_ORIGIN: `https://good.example,${origin}` });
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(/^PUBLIC_ORIGIN must be origins such as https:/);
    });
  }

  it('keeps metrics on this machine unless told otherwise, and takes no name for their address', () => {
    expect(readEnv(required).METRICS_HOST).to.equal('127.0.0.1');
    expect(readEnv({ ...required, METRICS_HOST: '::' }).METRICS_HOST).to.equal('::');
    expect(problemsOf({ ...required, METRICS_HOST: 'localhost' })).to.have.length(1);
  });

  it('takes a host by address or name, none for all addresses, and refuses what is neither', () => {
    expect(readEnv(required)).not.to.have.property('HOST');
    for (const HOST of ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost', 'api.example']) {
      expect(readEnv({ ...required, HOST }).HOST).to.equal(HOST);
    }
    for (const HOST of ['256.1.1.1', '1.2.3', 'localhost:3000', 'http://localhost', 'a b', '-a', '[::1]']) {
      expect(problemsOf({ ...required, HOST }), HOST).to.have.length(1);
    }
  });

  it('take an endpoint for traces, and a share of them', () => {
    const given = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example:4318/base',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    };
    expect(readEnv({ ...required, ...given })).to.include({ ...given, OTEL_TRACES_SAMPLER_ARG: 0.25 });
    for (const share of ['0', '1', '1.0', '.5', '0.000001'])
      expect(problemsOf({ ...required, OTEL_TRACES_SAMPLER_ARG: share }), share).to.deep.equal([]);
    for (const share of ['-1', '1.1', '2', '50%', '1e-1', 'all', '.'])
      expect(problemsOf({ ...required, OTEL_TRACES_SAMPLER_ARG: share }), share).to.have.lengthOf(1);
    for (const url of [
      'collector:4318',
      'grpc://a:4317',
      'http://',
      'http://user:secret@a',
      'http://a/?b=c',
      'http://a/#b',
    ])
      expect(problemsOf({ ...required, OTEL_EXPORTER_OTLP_ENDPOINT: url }).join(), url)
        .to.match(/^OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https URL/)
        .and.not.contain('secret@');
  });
});
