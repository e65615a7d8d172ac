import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { silentLog } from '../../test/harness/api.js';
import { freshDatabase, type TestDatabase } from '../../test/harness/database.js';
import { Database } from '../../platform/postgres/database.js';
import { endSession } from './end-session.js';
import { insertAccount } from './insert-account.js';
import { openSession } from './open-session.js';
import { RevokedSessions } from './revoked-sessions.js';

describe('revoked sessions', () => {
  let database: TestDatabase;
  let db: Database;
  let nowMs: number;
  const started: RevokedSessions[] = [];
  const log = silentLog();

  before(async () => {
    database = await freshDatabase();
    db = await Database.connect({ url: database.url, applicationName: 't', poolSize: 2, entities: [], log });
  });
  beforeEach(() => {
    nowMs = Date.now();
  });
  after(async () => {
    for (const sessions of started) sessions.stop();
    await db.close();
    await database.drop();
  });

  const start = async () => {
    const sessions = await RevokedSessions.start({ db, log, clock: { now: () => new Date(nowMs) } }, 900);
    started.push(sessions);
    return sessions;
  };
  const newSession = async () => {
    const email = `${randomUUID()}@example.test`;
    const account = await insertAccount(db, { email, name: 'Ada', role: 'user', passwordHash: 'none' });
    return (await openSession(db, account)).sessionId;
  };

  it('are known at boot', async () => {
    const [over, open] = [await newSession(), await newSession()];
    await endSession(db, over);
    const sessions = await start();
    expect(sessions.has(over)).to.equal(true);
    expect(sessions.has(open)).to.equal(false);
  });

  it('of other processes are heard of at the next look, and told once', async () => {
    const sessions = await start();
    const told: string[] = [];
    sessions.onRevoked((id) => told.push(id));
    const id = await newSession();
    await endSession(db, id);
    expect(sessions.has(id)).to.equal(false);
    await sessions.look();
    await sessions.look();
    expect(sessions.has(id)).to.equal(true);
    expect(told).to.deep.equal([id]);
  });

  it('are heard of when the clock of the database was set back since the last look', async () => {
    const sessions = await start();
    // As if the database had been an hour ahead until then.
    nowMs += 3_600_000;
    await sessions.look();
    const id = await newSession();
    await endSession(db, id);
    await sessions.look();
    expect(sessions.has(id)).to.equal(true);
  });

  it('are known again when the clock of the database was ahead for a while, and is set back', async () => {
    const sessions = await start();
    const id = await newSession();
    await endSession(db, id);
    await sessions.look();
    nowMs += 3_600_000;
    await sessions.look();
    expect(sessions.has(id), 'while no token of its can live').to.equal(false);
    nowMs -= 3_600_000;
    await sessions.look();
    expect(sessions.has(id)).to.equal(true);
  });

  it('of this process count at once', async () => {
    const sessions = await start();
    const told: string[] = [];
    sessions.onRevoked((id) => told.push(id));
    sessions.revoke('session');
    sessions.revoke('session');
    expect(sessions.has('session')).to.equal(true);
    expect(told).to.deep.equal(['session']);
  });

  it('are found after an outage as long as a token lives', async () => {
    const sessions = await start();
    const id = await newSession();
    await endSession(db, id);
    nowMs += 800_000;
    await sessions.look();
    expect(sessions.has(id)).to.equal(true);
  });

  it('are forgotten when no token of theirs can live any more', async () => {
    const sessions = await start();
    sessions.revoke('session');
    nowMs += 900_000;
    await sessions.look();
    expect(sessions.has('session')).to.equal(true);
    nowMs += 150_000;
    await sessions.look();
    expect(sessions.has('session')).to.equal(false);
  });
});
