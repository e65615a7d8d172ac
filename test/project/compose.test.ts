import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'yaml';
import { readEnv } from '../../platform/process/env.js';

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  restart?: string;
  healthcheck?: { test: string[] };
  read_only?: boolean;
  deploy?: { resources?: { limits?: { cpus?: string; memory?: string } } };
}

const dclint = 'node_modules/dclint/bin/dclint.cjs';
const source = readFileSync('docker-compose.yml', 'utf8');
const { services } = parse(source, { merge: true }) as { services: Record<string, Service> };
const dockerfile = readFileSync('Dockerfile', 'utf8');
const service = (name: string): Service => services[name] ?? {};
const given = {
  POSTGRES_PASSWORD: 'p'.repeat(48),
  REDIS_PASSWORD: 'r'.repeat(48),
  JWT_SECRET: randomBytes(32).toString('hex'),
};

/** As compose does it: `${NAME:?message}` and `${NAME:-default}`. */
function interpolate(text: string): string {
  return text.replace(/\$\{(\w+):([?-])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = new Map(Object.entries(given)).get(name);
    if (value === undefined && kind === '?') throw new Error(`${name} is not known to this test`);
    return value ?? rest;
  });
}

const environmentOf = (name: string) =>
  Object.fromEntries(
    Object.entries(service(name).environment ?? {}).map(([key, value]) => [key, interpolate(value)]),
  );

describe('docker-compose.yml', () => {
  it('follows the compose specification', () => {
    // Its opinions on style come as warnings, which --quiet leaves out; an error is what the schema forbids.
    const linter = spawnSync(process.execPath, [dclint, '--quiet', 'docker-compose.yml'], {
      encoding: 'utf8',
    });
    expect((linter.stdout + linter.stderr).trim()).to.equal('');
    expect(linter.status).to.equal(0);
  });

  it('holds the five services, each with limits and a restart policy', () => {
    expect(Object.keys(services)).to.have.members(['postgres', 'redis', 'migrate', 'api', 'worker']);
    for (const [name, { deploy, restart }] of Object.entries(services)) {
      expect(deploy?.resources?.limits, name).to.have.all.keys('cpus', 'memory');
      expect(restart, name).to.be.a('string');
    }
  });

  it('watches the health of everything that keeps running', () => {
    for (const name of ['postgres', 'redis', 'api', 'worker']) {
      expect(service(name).healthcheck?.test, name).to.be.an('array');
    }
  });

  it('starts api and worker after the migrations, and those after the database', () => {
    for (const name of ['api', 'worker']) {
      expect(service(name).depends_on, name).to.deep.equal({
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
        migrate: { condition: 'service_completed_successfully' },
      });
    }
    expect(service('migrate').depends_on).to.deep.equal({ postgres: { condition: 'service_healthy' } });
  });

  it('gives api and worker every setting that they refuse to start without', () => {
    for (const name of ['api', 'worker']) {
      expect(readEnv(environmentOf(name)), name).to.include({ NODE_ENV: 'production', METRICS_PORT: 9464 });
    }
    expect(environmentOf('migrate').DATABASE_URL).to.equal(environmentOf('api').DATABASE_URL);
  });

  it('lets the database and Redis in by the passwords that the processes use', () => {
    const { DATABASE_URL = '', REDIS_URL = '' } = environmentOf('api');
    expect(new URL(DATABASE_URL)).to.include({ password: environmentOf('postgres').POSTGRES_PASSWORD });
    expect((service('redis').command ?? []).map(interpolate)).to.include(new URL(REDIS_URL).password);
  });

  it('has no default for any secret', () => {
    const secrets = [...source.matchAll(/\$\{(\w*(?:PASSWORD|SECRET)\w*)(..)(.)/g)];
    expect(secrets).to.not.be.empty;
    for (const [text, name, operator, next] of secrets) {
      // Blank is absent.
      const isOptional = /^(JWT_SECRET_ALSO_ACCEPTED|MAIL_EVENTS_SECRET)$/.test(name ?? '') && next === '}';
      expect(operator, `${name} in ${text}`).to.equal(isOptional ? ':-' : ':?');
    }
  });

  it('keeps what Redis and the database know, and lets Redis drop nothing', () => {
    expect(service('postgres').volumes).to.deep.equal(['postgres-data:/var/lib/postgresql']);
    expect(service('redis').volumes).to.deep.equal(['redis-data:/data']);
    expect(service('redis').command?.join(' ')).to.match(/--appendonly yes .*--maxmemory-policy noeviction/);
  });

  it('opens nothing but the public port', () => {
    const published = Object.entries(services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => `${name} ${port}`),
    );
    expect(published).to.deep.equal(['api 127.0.0.1:3000:3000']);
  });
});

describe('The Dockerfile', () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

  it('ends in an image that runs as an ordinary user', () => {
    expect(last).to.match(/^USER node$/m);
  });

  it('takes into that image nothing but compiled code and production packages', () => {
    const copied = [...last.matchAll(/^COPY (.*)$/gm)].map(([, what]) => what);
    expect(copied).to.deep.equal([
      '--from=packages /app/node_modules node_modules',
      '--from=build /app/dist dist',
    ]);
    expect(dockerfile).to.match(/AS packages\nRUN npm ci --omit=dev\n/);
  });

  it('runs only commands that the build makes', () => {
    for (const name of ['migrate', 'api', 'worker']) {
      expect(service(name).command?.at(-1), name).to.match(/^dist\/(migrations|api|worker)\/main\.js$/);
    }
  });
});
