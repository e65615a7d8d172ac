import { expect } from 'chai';
import { decodeJwt } from 'jose';
import { book } from '../harness/cast.js';
import { ParkMate } from '../harness/parkmate.js';

describe('What a device says that it has shown', () => {
  let parkmate: ParkMate;
  before(async () => {
    parkmate = await ParkMate.start();
  });
  after(() => parkmate.stop());

  it('is kept per session, never beyond what there is, never back, and goes with the session', async () => {
    const { owner, user, lot } = await parkmate.cast.business();
    const { sid: sessionId } = decodeJwt(owner.token);
    await parkmate.db.query('INSERT INTO sessions (id, user_id) VALUES ($1, $2)', [sessionId, owner.id]);
    const client = await owner.listen();
    await book(user, lot, 0);
    await parkmate.settled();
    const say = (message: unknown) => client.socket.emitWithAck('shown', message as { seq: number });
    for (const message of [undefined, {}, { seq: -1 }, { seq: 1.5 }, { seq: '1' }]) {
      expect(await say(message)).to.deep.equal({ ok: false, code: 'invalid_message' });
    }
    expect(await say({ seq: 1_000_000 })).to.deep.equal({ ok: true });
    expect(await say({ seq: 1 })).to.deep.equal({ ok: true });
    const kept = async () =>
      (
        await parkmate.db.query<{ session: string; seq: string; last: string }>(
          `SELECT session_id AS session, last_shown_seq AS seq, last_seq AS last
           FROM devices_shown JOIN inboxes USING (user_id) WHERE user_id = $1`,
          [owner.id],
        )
      ).rows;
    let found = await kept();
    while (found.length === 0) found = await kept();
    expect(found).to.have.length(1);
    expect(found[0]?.seq).to.equal(found[0]?.last);
    expect(found[0]?.session).to.equal(sessionId);
    await parkmate.db.query('DELETE FROM sessions WHERE user_id = $1', [owner.id]);
    expect(await kept()).to.deep.equal([]);
    client.close();
  });
});
