import { expect } from 'chai';
import { closePushes } from '../../domain/deliveries/push/close-pushes.js';
import { PushScene } from '../../test/harness/push-scene.js';

describe('What stands on a device and is not true any more', () => {
  let scene: PushScene;

  before(async () => {
    scene = await PushScene.open();
  });
  after(() => scene.close());
  beforeEach(() => scene.reset());

  const look = async () => {
    await scene.domain.query(`UPDATE standing_pushes SET look_at = now() - interval '1 second'`);
    return closePushes(scene.domain.db);
  };
  const sent = () => scene.service.pushed.map(({ message }) => message as { is: string; message: string });
  const standing = () => scene.domain.query('SELECT FROM standing_pushes');
  const ends = async () => (await scene.rows()).map(({ status, reason }) => reason ?? status);

  for (const [what, change, says] of [
    ['superseded', 'UPDATE notifications SET superseded_at = now()', /is yours until/],
    ['read', 'UPDATE notifications SET read_at = now()', /seen this/],
    ['archived', 'UPDATE notifications SET archived_at = now()', /seen this/],
    [
      ...([
        'shown elsewhere',
        'INSERT INTO inboxes_shown SELECT user_id, max(seq) FROM notifications GROUP BY user_id',
      ] as const),
      /seen this/,
    ],
  ] as const)
    it(`is closed once when it was ${what}, silently, also in quiet hours`, async () => {
      await scene.warned();
      await scene.run();
      expect(await look(), 'while it is true').to.equal(0);
      await scene.domain.query(change);
      await scene.domain.query(
        `INSERT INTO preferences (user_id, timezone, quiet_from, quiet_to)
         SELECT $1, 'UTC', to_char(hour - interval '1 hour', 'HH24:MI'), to_char(hour + interval '2 hours', 'HH24:MI')
         FROM (SELECT date_trunc('hour', now() AT TIME ZONE 'UTC')) AS clock (hour)`,
        [scene.user.userId],
      );
      expect(await closePushes(scene.domain.db), 'before it is looked at').to.equal(0);
      const both = await Promise.all([look(), closePushes(scene.domain.db)]);
      expect(both[0] + both[1]).to.equal(1);
      expect(await look(), 'on its way already').to.equal(0);
      await scene.run();
      expect(sent().map(({ is }) => is)).to.deep.equal(['notification', 'closing']);
      expect(sent()[1]?.message).to.match(says);
      expect(await standing()).to.deep.equal([]);
      expect(await ends()).to.deep.equal(['sent', 'sent']);
    });

  it('is left alone where something else has taken its place, for that reason', async () => {
    await scene.warned();
    await scene.run();
    await scene.domain.query('UPDATE notifications SET superseded_at = now()');
    expect(await look()).to.equal(1);
    await scene.domain.query('UPDATE standing_pushes SET notification_id = uuidv7()');
    await scene.run();
    expect(await ends()).to.deep.equal(['sent', 'replaced']);
    expect(sent()).to.have.length(1);
    expect(await look()).to.equal(0);
    expect(await standing(), 'of a notification that is no more').to.deep.equal([]);
  });

  it('is not closed on a device that has signed out', async () => {
    await scene.warned();
    await scene.run();
    await scene.domain.query('UPDATE notifications SET read_at = now()');
    expect(await look()).to.equal(1);
    await scene.domain.query('UPDATE sessions SET revoked_at = now()');
    await scene.run();
    expect(await ends()).to.deep.equal(['sent', 'device_gone']);
  });
});
