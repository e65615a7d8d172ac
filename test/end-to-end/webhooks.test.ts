import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Webhook } from 'standardwebhooks';
import { WebhookSecrets } from '../../domain/deliveries/webhooks/webhook-secrets.js';
import { book, type Cast } from '../harness/cast.js';
import { eventWatch } from '../harness/event-watch.js';
import { ParkMate } from '../harness/parkmate.js';
import { WebhookReceiver } from '../harness/webhook-receiver.js';

describe("Webhooks, from what happens to an owner's own system", function () {
  this.timeout(30_000);
  let parkmate: ParkMate;
  let cast: Cast;
  let receiver: WebhookReceiver;
  const { hears } = eventWatch();

  before(async () => {
    receiver = await WebhookReceiver.start();
    parkmate = await ParkMate.start({ env: { WEBHOOKS_PRIVATE: 'on' } });
    cast = await parkmate.cast.business();
  });
  after(() => Promise.all([parkmate.stop(), receiver.stop()]));

  it('a booking is told of, signed; and a receiver that says it is gone is told nothing more, and its owner of that', async () => {
    const secrets = new WebhookSecrets([parkmate.env.JWT_SECRET ?? '']);
    const [id, secret] = [randomUUID(), secrets.make()];
    await parkmate.db.query('INSERT INTO webhooks (id, user_id, url, secret) VALUES ($1, $2, $3, $4)', [
      ...[id, cast.owner.id, receiver.url, secrets.seal(secret, id)],
    ]);
    const ownerHears = await cast.owner.listen();
    const booking = await book(cast.user, cast.lot, 0);
    const { headers, body } = await receiver.has('"booking.created"');
    new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(JSON.parse(body)).to.have.nested.property('data.bookingId', booking.id);

    receiver.status = 410;
    await book(cast.user, cast.lot, 1);
    const told = await hears(ownerHears, 'webhook.disabled');
    expect(told).to.deep.include({ type: 'warning', data: { webhookId: id, reason: 'gone' } });
    expect(told.message).to.contain('127.0.0.1');
    ownerHears.close();
  });
});
