import { expect } from 'chai';
import pg from 'pg';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { freshDatabase, type TestDatabase } from '../../test/harness/database.js';
import { readConnections, readDiskPercent, readReplicas } from './read-server-state.js';

describe('The state of the PostgreSQL server', () => {
  let database: TestDatabase;
  let domain: Domain;
  before(async () => {
    database = await freshDatabase();
    domain = await openDomain(database);
  });
  after(() => domain.close());

  it('counts its connections, also those of other databases and roles', async () => {
    const before = await readConnections(domain.db);
    expect(before.max).to.be.above(before.used);
    const others = Array.from({ length: 5 }, () => new pg.Client(database.url));
    await Promise.all(others.map((client) => client.connect()));
    const { used } = await readConnections(domain.db);
    await Promise.all(others.map((client) => client.end()));
    expect(used).to.be.at.least(before.used + 4);
  });

  it('has no replicas here', async () => {
    expect(await readReplicas(domain.db)).to.deep.equal([]);
  });

  it('knows how full the disk is', async () => {
    expect(await readDiskPercent(domain.db)).to.be.within(0.01, 100);
  });
});
