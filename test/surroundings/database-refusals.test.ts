import { expect } from 'chai';
import { setTimeout as wait } from 'node:timers/promises';
import { TestApi, silentLog } from '../harness/api.js';
import { databaseOfRole, type RoleDatabase } from '../harness/role.js';
import type { Readiness } from '../../api/routes/readiness.js';

interface Refusal {
  what: string;
  begin: (database: RoleDatabase) => Promise<void>;
  end: (database: RoleDatabase) => Promise<void>;
  code: string;
  /** Whether reading is refused as well. */
  reads: boolean;
}

const refusals: Refusal[] = [
  {
    what: 'lets nobody change anything any more, as a standby or what was the primary',
    begin: async ({ name, administer, disconnect }) => {
      await administer(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
      await disconnect();
    },
    // Without ending a session: those that began read-only remain so.
    end: ({ name, administer }) => administer(`ALTER DATABASE ${name} RESET default_transaction_read_only`),
    code: '25006',
    reads: false,
  },
  {
    what: 'knows another password since it was rotated',
    begin: async ({ role, administer, disconnect }) => {
      await administer(`ALTER ROLE ${role} PASSWORD 'second'`);
      await disconnect();
    },
    end: ({ role, administer }) => administer(`ALTER ROLE ${role} PASSWORD 'first'`),
    code: '28P01',
    reads: true,
  },
  {
    what: 'has another name',
    begin: async ({ name, administer, disconnect }) => {
      await disconnect();
      await administer(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
      await disconnect();
      await administer(`ALTER DATABASE ${name} RENAME TO ${name}_away`);
    },
    end: async ({ name, administer }) => {
      await administer(`ALTER DATABASE ${name}_away RENAME TO ${name}`);
      await administer(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
    },
    code: '3D000',
    reads: true,
  },
  {
    what: 'accepts no connections',
    begin: async ({ name, administer, disconnect }) => {
      await administer(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
      await disconnect();
    },
    end: ({ name, administer }) => administer(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`),
    code: '55000',
    reads: true,
  },
  {
    what: 'does not let the role in',
    begin: async ({ role, administer, disconnect }) => {
      await administer(`ALTER ROLE ${role} NOLOGIN`);
      await disconnect();
    },
    end: ({ role, administer }) => administer(`ALTER ROLE ${role} LOGIN`),
    code: '28000',
    reads: true,
  },
  {
    what: 'has given the role no right to connect',
    begin: async ({ name, administer, disconnect }) => {
      await administer(`REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC`);
      await disconnect();
    },
    end: ({ name, administer }) => administer(`GRANT CONNECT ON DATABASE ${name} TO PUBLIC`),
    code: '42501',
    reads: true,
  },
  {
    what: 'has taken the rights on its tables',
    begin: ({ role, administerInside }) =>
      administerInside(`REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role}`),
    end: ({ role, administerInside }) =>
      administerInside(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`),
    code: '42501',
    reads: true,
  },
  {
    what: 'has no connection left for the role',
    begin: async ({ role, administer, disconnect }) => {
      await administer(`ALTER ROLE ${role} CONNECTION LIMIT 0`);
      await disconnect();
    },
    end: ({ role, administer }) => administer(`ALTER ROLE ${role} CONNECTION LIMIT -1`),
    code: '53300',
    reads: true,
  },
];

describe('A database that is there and refuses, since it', () => {
  let database: RoleDatabase;
  let api: TestApi;
  let token: string;
  let warnings: { code?: string; advice?: string }[];

  beforeEach(async () => {
    database = await databaseOfRole();
    const log = silentLog();
    warnings = [];
    log.warn = ((_message: string, facts: { code?: string }) => warnings.push(facts)) as never;
    api = await TestApi.start({ database: { url: database.url, drop: () => Promise.resolve() }, log });
    token = (await api.signedIn('owner')).accessToken;
  });
  afterEach(async () => {
    await api.stop();
    await database.drop();
  });

  const write = () => api.call('POST', '/businesses', { token, body: { name: 'Test' } });
  const postgres = async () =>
    ((await (await fetch(`${api.url}/readyz`)).json()) as Readiness).checks.postgres;

  for (const { what, begin, end, code, reads } of refusals) {
    it(what, async () => {
      expect((await write()).status).to.equal(201);
      expect(await postgres()).to.equal('ok');
      await begin(database);
      // The first may still learn from its connection that it was ended.
      await write();

      for (let time = 1; time <= 3; time++) {
        const refused = await write();
        expect(refused.status).to.equal(503);
        expect(refused.body.code).to.equal('dependency_unavailable');
        expect(Number(refused.headers.get('Retry-After'))).to.be.within(1, 60);
      }
      expect((await api.call('GET', '/lots')).status).to.equal(reads ? 503 : 200);
      // For a moment all who ask are told what the last probe found.
      while ((await postgres()) !== 'down') await wait(10);
      const causes = warnings.filter((warning) => warning.code === code);
      expect(causes).to.have.lengthOf(1);
      expect(causes[0]?.advice).to.be.a('string');

      await end(database);
      // Each look at what is still read-only replaces connections.
      while ((await postgres()) !== 'ok') await wait(10);
      expect((await write()).status).to.equal(201);
    });
  }
});
