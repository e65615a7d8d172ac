import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Webhook } from 'standardwebhooks';
import type { WebhookDelivery, Webhooks, WebhookWithSecret } from '../../contract/api/webhooks.js';
import type { Account } from '../harness/account.js';
import { book, type Cast } from '../harness/cast.js';
import { eventWatch } from '../harness/event-watch.js';
import { ParkMate } from '../harness/parkmate.js';
import { WebhookReceiver } from '../harness/webhook-receiver.js';

const verify = (secret: string, { headers, body }: { headers: object; body: string }) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as { id: string; event: string };

describe("Webhooks, from what happens to an owner's own system", function () {
  this.timeout(30_000);
  let parkmate: ParkMate;
  let cast: Cast;
  let owner: Account;
  let receiver: WebhookReceiver;
  const { hears } = eventWatch();

  before(async () => {
    receiver = await WebhookReceiver.start();
    parkmate = await ParkMate.start({ env: { WEBHOOKS_PRIVATE: 'on', WEBHOOKS_PER_OWNER: '2' } });
  });
  after(() => Promise.all([parkmate.stop(), receiver.stop()]));
  beforeEach(async () => {
    receiver.reset();
    cast = await parkmate.cast.business();
    ({ owner } = cast);
  });

  const create = (body: object = {}) =>
    owner.ok<WebhookWithSecret>('POST', '/webhooks', { url: receiver.url, ...body });
  const log = async (id: string) =>
    (await owner.ok<{ items: WebhookDelivery[] }>('GET', `/webhooks/${id}/deliveries`)).items;
  /** The log says so as soon as the worker has heard the answer. */
  const logged = async (id: string, is: (delivery: WebhookDelivery) => boolean) => {
    for (;;) {
      const found = (await log(id)).find(is);
      if (found) return found;
      await parkmate.db.query('SELECT pg_sleep(0.05)');
    }
  };

  it('a booking is told of, signed, and each attempt is in the log', async () => {
    const { id, secret, ...made } = await create({ events: ['booking.created', 'booking.created'] });
    expect(made).to.include({
      url: receiver.url,
      disabledAt: null,
      failingSince: null,
      oldSecretUntil: null,
    });
    expect(made.events).to.deep.equal(['booking.created']);
    const booking = await book(cast.user, cast.lot, 0);
    const received = await receiver.has('"booking.created"');
    const sent = verify(secret, received);
    expect(sent).to.have.nested.property('data.bookingId', booking.id);
    const { attempts, ...delivery } = await logged(id, ({ status }) => status === 'sent');
    expect(delivery).to.include({
      id: sent.id,
      event: 'booking.created',
      bookingId: booking.id,
      isTrue: true,
    });
    expect(attempts).to.have.length(1);
    expect(attempts[0]).to.include({ status: 200, error: null });
    const listed = await owner.ok<Webhooks>('GET', '/webhooks');
    expect(listed.items).to.deep.equal([{ id, ...made }]);
    expect(listed.most).to.equal(2);
    expect(listed.events.map(({ event }) => event))
      .to.include.members(['booking.created', 'webhook.disabled'])
      .and.not.include.members(['booking.expiring', 'alert.raised']);
    expect(JSON.stringify([listed, await owner.ok('GET', `/webhooks/${id}`)])).not.to.contain(
      secret.slice(6),
    );
  });

  it('a receiver that says it is gone is told nothing more, and its owner is told of that', async () => {
    const { id } = await create();
    const ownerHears = await owner.listen();
    receiver.status = 410;
    await book(cast.user, cast.lot, 1);
    const told = await hears(ownerHears, 'webhook.disabled');
    expect(told).to.deep.include({ type: 'warning', data: { webhookId: id, reason: 'gone' } });
    expect(told.message).to.contain('127.0.0.1').and.not.contain('/hook');
    ownerHears.close();
    expect(await owner.ok('GET', `/webhooks/${id}`)).to.include({ disabledReason: 'gone' });

    const { id: deliveryId } = await logged(id, ({ status }) => status === 'failed');
    const again = `/webhook-deliveries/${deliveryId}/send-again`;
    expect((await owner.call('POST', again)).body).to.include({ status: 409, code: 'webhook_off' });
    expect((await owner.call('POST', `/webhooks/${id}/test`)).body).to.include({ code: 'webhook_off' });
    receiver.reset();
    expect(await owner.ok('PATCH', `/webhooks/${id}`, { enabled: true })).to.include({
      disabledReason: null,
    });
    await owner.ok('POST', again);
    await receiver.has(deliveryId);
    const sent = await logged(id, ({ id: one, status }) => one === deliveryId && status === 'sent');
    expect(sent.attempts.map(({ status }) => status)).to.deep.equal([200, 410]);
  });

  it('a test is sent at once, by two secrets while one takes the place of the other', async () => {
    const { id, secret } = await create();
    const test = async () => {
      const { id: sent } = await owner.ok<WebhookDelivery>('POST', `/webhooks/${id}/test`);
      return receiver.has(sent);
    };
    expect(verify(secret, await test())).to.include({ event: 'webhook.test', notification: null });
    const next = await owner.ok<WebhookWithSecret>('POST', `/webhooks/${id}/rotate-secret`);
    expect(next.secret).not.to.equal(secret);
    expect(Date.parse(next.oldSecretUntil ?? '') - Date.now()).to.be.within(86_000_000, 86_460_000);
    const both = await test();
    verify(secret, both);
    verify(next.secret, both);
    const last = await owner.ok<WebhookWithSecret>('POST', `/webhooks/${id}/rotate-secret`, { revoke: true });
    expect(last.oldSecretUntil).to.equal(null);
    const alone = await test();
    verify(last.secret, alone);
    for (const old of [secret, next.secret]) expect(() => verify(old, alone)).to.throw();
  });

  it('what is no longer true is not sent again', async () => {
    const { id } = await create({ events: ['booking.created'] });
    const booking = await book(cast.user, cast.lot, 2);
    const sent = await logged(id, ({ status }) => status === 'sent');
    await cast.user.ok('POST', `/bookings/${booking.id}/cancel`);
    await parkmate.settled();
    const refused = await owner.call('POST', `/webhook-deliveries/${sent.id}/send-again`);
    expect(refused.body).to.include({ status: 409, code: 'out_of_date' });
    expect((await log(id))[0]).to.include({ status: 'sent', isTrue: false });
  });

  it('an owner has as many as the settings say, makes none twice by one key, and is told what is wrong', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = { url: receiver.url };
    const first = await owner.call<WebhookWithSecret>('POST', '/webhooks', body, key);
    const repeated = await owner.call<WebhookWithSecret>('POST', '/webhooks', body, key);
    expect(repeated.body).to.deep.equal(first.body);
    await create();
    const third = await owner.call('POST', '/webhooks', body);
    expect(third.body).to.include({ status: 409, code: 'too_many_webhooks', limit: 2 });
    await owner.call('DELETE', `/webhooks/${first.body.id}`);
    expect((await owner.call('GET', `/webhooks/${first.body.id}/deliveries`)).status).to.equal(404);
    for (const wrong of [
      ...[{ url: 'ftp://a.example' }, { url: 'https://u:p@a.example' }, { url: 'https://a.example/#x' }],
      ...[{ url: 'nonsense' }, { events: [] }, { events: ['booking.expiring'] }, { events: ['constructor'] }],
      { url: `https://a.example/${'x'.repeat(2_000)}` },
    ]) {
      const { status } = await owner.call('POST', '/webhooks', { ...body, ...wrong });
      expect(status, JSON.stringify(wrong).slice(0, 60)).to.equal(400);
    }
    expect((await owner.ok<Webhooks>('GET', '/webhooks')).items).to.have.length(1);
  });

  it('a webhook that is removed is sent nothing more, and one that is switched off nothing until it is on', async () => {
    const { id } = await create({ events: ['booking.created'] });
    receiver.status = 500;
    await book(cast.user, cast.lot, 3);
    await logged(id, ({ attempts }) => attempts.length === 1);
    await owner.ok('PATCH', `/webhooks/${id}`, { enabled: false });
    await parkmate.db.query(`UPDATE deliveries SET due_at = now() WHERE target = $1`, [id]);
    const cancelled = await logged(id, ({ status }) => status === 'cancelled');
    expect(cancelled.reason).to.equal('webhook_off');
    await owner.ok('PATCH', `/webhooks/${id}`, { enabled: true, events: null });
    receiver.reset();
    await book(cast.user, cast.lot, 4);
    // Both that are told of a booking: none is on its way any more.
    await receiver.has('"booking.created"');
    await receiver.has('"payment.awaiting-verification"');
    await owner.ok('DELETE', `/webhooks/${id}`);
    receiver.reset();
    await book(cast.user, cast.lot, 5);
    await parkmate.settled();
    const { rows } = await parkmate.db.query(`SELECT FROM deliveries WHERE target = $1 AND status = 'due'`, [
      id,
    ]);
    expect([rows.length, receiver.received.length]).to.deep.equal([0, 0]);
  });
});
