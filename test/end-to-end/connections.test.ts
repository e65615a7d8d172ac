import { expect } from 'chai';
import { decodeJwt } from 'jose';
import { endOfConnection } from '../../domain/connections/record-connections.js';
import { ParkMate } from '../harness/parkmate.js';

interface Connection {
  session_id: string;
  connected: boolean;
  is_open: boolean;
  ended_within: boolean;
}

describe('When devices were connected', () => {
  let parkmate: ParkMate;
  beforeEach(async () => {
    parkmate = await ParkMate.start({ workers: 0 });
  });
  afterEach(() => parkmate.stop());

  const connectionsOf = async (userId: string) =>
    (
      await parkmate.db.query<Connection>(
        `SELECT session_id, connected_at BETWEEN now() - interval '1 minute' AND now() + interval '1 second' AS connected,
                ${endOfConnection('c', 'g')} IS NULL AS is_open,
                ${endOfConnection('c', 'g')} BETWEEN connected_at AND clock_timestamp() AS ended_within
         FROM device_connections c LEFT JOIN gateways g ON g.id = c.gateway_id WHERE user_id = $1 ORDER BY c.id`,
        [userId],
      )
    ).rows;
  const until = async (userId: string, isRight: (connections: Connection[]) => boolean) => {
    let found = await connectionsOf(userId);
    while (!isRight(found)) found = await connectionsOf(userId);
    return found;
  };

  it('is kept per session, from its socket on until it is closed', async () => {
    const user = await parkmate.account('user');
    const client = await user.listen();
    const [opened] = await until(user.id, ({ length }) => length > 0);
    expect(opened).to.include({ session_id: decodeJwt(user.token).sid, connected: true, is_open: true });
    client.close();
    const [closed, ...others] = await until(user.id, ([connection]) => connection?.is_open === false);
    expect(closed).to.include({ ended_within: true });
    expect(others).to.deep.equal([]);
  });

  it('ends with a gateway that stops, which writes so before it is gone', async () => {
    const user = await parkmate.account('user');
    await user.listen();
    await until(user.id, ({ length }) => length > 0);
    await parkmate.apis[0]?.process.stop();
    const { rows } = await parkmate.db.query<{ at: Date | null }>(
      'SELECT disconnected_at AS at FROM device_connections WHERE user_id = $1',
      [user.id],
    );
    expect(rows[0]?.at).to.be.a('date');
  });

  it('reads as ended when the gateway has given no sign of life', async () => {
    const user = await parkmate.account('user');
    const client = await user.listen();
    await until(user.id, ({ length }) => length > 0);
    await parkmate.apis[0]?.process.kill();
    // As time would.
    await parkmate.db.query(`UPDATE gateways SET seen_at = clock_timestamp() - interval '31 seconds'`);
    expect((await connectionsOf(user.id))[0]).to.include({ is_open: false });
    client.close();
  });
});
