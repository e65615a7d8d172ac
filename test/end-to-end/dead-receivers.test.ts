import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { WebhookSecrets } from '../../domain/deliveries/webhooks/webhook-secrets.js';
import { hereMs } from '../../dev/tests/machine.js';
import type { Account } from '../harness/account.js';
import { book } from '../harness/cast.js';
import { MailServer } from '../harness/mail-server.js';
import { ParkMate } from '../harness/parkmate.js';
import { WebhookReceiver } from '../harness/webhook-receiver.js';

const dead = 200;
/** More than enough to have every place of a worker taken. */
const held = 30;

describe('While many receivers of webhooks answer nothing', function () {
  this.timeout(60_000);
  let parkmate: ParkMate;
  let mail: MailServer;
  let receiver: WebhookReceiver;
  let owner: Account;

  before(async () => {
    [mail, receiver] = await Promise.all([MailServer.start(), WebhookReceiver.start()]);
    const env = {
      WEBHOOKS_PRIVATE: 'on',
      WEBHOOKS_PER_OWNER: '0',
      JWT_SECRET: randomBytes(32).toString('hex'),
    };
    parkmate = await ParkMate.start({
      env: { ...env, SMTP_URL: mail.url, MAIL_FROM: 'ParkMate <no-reply@parkmate.test>' },
    });
    ({ owner } = await parkmate.cast.business());
  });
  beforeEach(async () => {
    receiver.reset();
    await parkmate.db.query('TRUNCATE deliveries, delivery_providers, webhooks CASCADE');
  });
  after(() => Promise.all([parkmate.stop(), receiver.stop(), mail.close()]));

  /** Webhooks that nobody answers for, with something due at each. @param failures how often they were not reached before */
  const addDead = async (failures: number) => {
    receiver.hold();
    const secrets = new WebhookSecrets([parkmate.env.JWT_SECRET ?? '']);
    for (let n = 0; n < dead; n++) {
      const { rows } = await parkmate.db.query<{ id: string }>('SELECT uuidv7() AS id');
      const id = rows[0]?.id ?? '';
      await parkmate.db.query(
        'INSERT INTO webhooks (id, user_id, url, events, secret) VALUES ($1, $2, $3, $4, $5)',
        [id, owner.id, receiver.url, [], secrets.seal(secrets.make(), id)],
      );
    }
    await parkmate.db.query(
      `WITH known AS (
         INSERT INTO delivery_providers (provider, failures, down_until)
         SELECT 'webhook:' || id, $1, now() FROM webhooks WHERE $1 > 0
       )
       INSERT INTO deliveries (user_id, channel, target, provider, purpose, priority, due_at)
       SELECT user_id, 'webhook', id::text, 'webhook:' || id, 'webhook-test', 1, now() FROM webhooks`,
      [failures],
    );
  };
  const secondsOf = async (work: Promise<unknown>) => {
    const startedAt = performance.now();
    await work;
    return (performance.now() - startedAt) / 1_000;
  };

  it('the letter of a warning leaves all the same', async () => {
    const { user, lot } = await parkmate.cast.business();
    await parkmate.db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [user.id]);
    const { id } = await book(user, lot, 0);
    await parkmate.settled();
    await addDead(0);
    while (receiver.received.length < held) await receiver.next();
    const before = mail.letters.length;
    await parkmate.db.query('UPDATE bookings SET warn_at = now() WHERE id = $1', [id]);
    expect(await secondsOf(mail.has(before + 1))).to.be.below(hereMs(5_000) / 1_000);
    expect(mail.letters.at(-1)?.to).to.deep.equal([user.email]);
    const { rows } = await parkmate.db.query(`SELECT FROM delivery_providers WHERE failures > 0`);
    expect(rows.length, 'receivers that were given up meanwhile').to.be.below(dead - held);
  });

  it('what is due at a receiver that works arrives all the same, once it is known which do not', async () => {
    await addDead(3);
    const works = await WebhookReceiver.start();
    try {
      while (receiver.received.length < held) await receiver.next();
      const { id } = await owner.ok<{ id: string }>('POST', '/webhooks', { url: works.url });
      const arrives = async () => {
        const test = await owner.ok<{ id: string }>('POST', `/webhooks/${id}/test`);
        await works.has(test.id);
      };
      expect(await secondsOf(arrives())).to.be.below(hereMs(4_000) / 1_000);
    } finally {
      await works.stop();
    }
  });
});
