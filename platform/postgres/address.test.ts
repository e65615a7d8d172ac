import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrations } from '../../migrations/index.js';
import { silentLog } from '../../test/harness/domain.js';
import { emptyDatabase, type TestDatabase } from '../../test/harness/database.js';
import { databaseOfRole, type RoleDatabase } from '../../test/harness/role.js';
import { Database } from './database.js';
import { migrate } from './migrate.js';
import { statement } from './statement.js';

const whoAndWhere = statement(
  'test-where',
  `SELECT current_user AS who, current_database() AS "where", current_setting('application_name') AS name`,
);

async function ask(url: string): Promise<unknown> {
  const db = await Database.connect({
    ...{ url, applicationName: 'parkmate-test', poolSize: 2, entities: [], log: silentLog },
  });
  try {
    return (await db.query(whoAndWhere))[0];
  } finally {
    await db.close();
  }
}

describe('The address of a database', () => {
  let database: TestDatabase;
  let folder: string;
  let socket: Server;
  let login: string;
  let name: string;
  before(async () => {
    database = await emptyDatabase();
    const { hostname, port, username, password, pathname } = new URL(database.url);
    login = `${username}:${password}`;
    name = pathname.slice(1);
    // What a server listens on in its unix_socket_directories.
    folder = await mkdtemp(path.join(tmpdir(), 'parkmate test'));
    socket = createServer((near) => {
      const far = connect(Number(port), hostname);
      near.pipe(far).pipe(near);
      for (const end of [near, far]) end.on('error', () => end.destroy());
    });
    await new Promise<void>((resolve) => socket.listen(path.join(folder, '.s.PGSQL.5432'), resolve));
  });
  after(async () => {
    socket.close();
    await rm(folder, { recursive: true });
    await database.drop();
  });

  it('may be a Unix socket, in every form that has one', async () => {
    const host = encodeURIComponent(folder);
    for (const url of [
      `postgres://${login}@/${name}?host=${host}`,
      `postgres://${login}@${host}/${name}`,
      `postgres://${login}@${host}:5432/${name}?application_name=mine`,
      `socket://${login}@${folder.replaceAll(' ', '%20')}?db=${name}`,
    ]) {
      expect(await ask(url), url).to.include({ where: name });
      expect(await migrate(url, migrations.slice(0, 1)), url).to.be.an('array');
    }
  });

  it('may be an IPv6 address', async () => {
    const { hostname, port } = new URL(database.url);
    const server = createServer((near) => near.pipe(connect(Number(port), hostname)).pipe(near));
    await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
    const address = server.address();
    const there = typeof address === 'object' ? `[::1]:${address?.port ?? ''}` : '';
    try {
      expect(await ask(`postgres://${login}@${there}/${name}`)).to.include({ where: name });
    } finally {
      server.close();
    }
  });

  it('may hold any name and any password, percent-encoded', async () => {
    const odd: RoleDatabase = await databaseOfRole();
    const password = 'a#b%c@d/e?f g:h&i=j+k[l]m"é%41';
    const oddName = `odd/#%41?@ ${odd.name}`;
    try {
      await odd.administer(`ALTER ROLE ${odd.role} PASSWORD '${password}'`);
      await odd.administer(`ALTER DATABASE ${odd.name} RENAME TO "${oddName}"`);
      const { host } = new URL(odd.url);
      const url = `postgres://${odd.role}:${encodeURIComponent(password)}@${host}/${encodeURIComponent(oddName)}`;
      expect(await ask(url)).to.deep.equal({ who: odd.role, where: oddName, name: 'parkmate-test' });
      expect(await ask(`${url}?application_name=mine`)).to.include({ name: 'mine' });
    } finally {
      await odd.administer(`ALTER DATABASE "${oddName}" RENAME TO ${odd.name}`);
      await odd.drop();
    }
  });
});
