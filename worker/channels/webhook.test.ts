import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { Webhook } from 'standardwebhooks';
import { cancelBooking } from '../../domain/bookings/cancel-booking.js';
import { dueProviders } from '../../domain/deliveries/due-providers.js';
import { WebhookStage } from '../../test/harness/webhook-stage.js';

interface Body {
  id: string;
  event: string;
  createdAt: string;
  data: Record<string, unknown>;
  notification: Record<string, unknown> | null;
}

describe('The channel of webhooks', () => {
  let stage: WebhookStage;
  before(async () => {
    stage = await WebhookStage.open();
  });
  after(() => stage.close());
  beforeEach(() => stage.clear());

  const bodies = () => stage.receiver.received.map(({ body }) => JSON.parse(body) as Body);

  it('tells at once what the owner is told, with what the booking was, signed', async () => {
    const id = await stage.webhook();
    const booking = await stage.booked();
    expect(await dueProviders(stage.domain.db, 'webhook')).to.deep.equal([`webhook:${id}`]);
    await stage.run(id);
    expect(bodies().map(({ event }) => event)).to.have.members([
      'booking.created',
      'payment.awaiting-verification',
    ]);
    const { headers, body } = await stage.receiver.has('"booking.created"');
    const sent = JSON.parse(body) as Body;
    expect(sent.data).to.include({ bookingId: booking.id, vehiclePlate: 'B-PM 1', lotName: 'Test Lot' });
    expect(sent.data).to.have.property('businessId').that.is.a('string');
    expect(sent.data).not.to.have.any.keys('userId', 'ownerId');
    expect(sent.notification).to.include({ event: 'booking.created', title: 'New booking', seq: 1 });
    expect(sent.notification).to.include({ supersededAt: null, readAt: null, validUntil: null });
    expect(sent.createdAt).to.equal(sent.notification?.createdAt);
    expect(headers).to.include({ 'content-type': 'application/json', 'webhook-id': sent.id });

    // As any receiver may do it, and as its library does.
    const stamp = String(headers['webhook-timestamp']);
    expect(Math.abs(Number(stamp) - Date.now() / 1_000)).to.be.below(60);
    const key = Buffer.from(stage.secret.slice('whsec_'.length), 'base64');
    const signature = createHmac('sha256', key).update(`${sent.id}.${stamp}.${body}`).digest('base64');
    expect(headers['webhook-signature']).to.equal(`v1,${signature}`);
    expect(new Webhook(stage.secret).verify(body, headers as Record<string, string>)).to.deep.equal(sent);

    expect((await stage.deliveries()).map(({ status }) => status)).to.deep.equal(['sent', 'sent']);
    expect(await stage.attempts()).to.deep.equal([
      { status: 200, error: null },
      { status: 200, error: null },
    ]);
  });

  it('tells each webhook what it has chosen, and none of anybody else, or that is switched off', async () => {
    const one = await stage.webhook({ events: ['booking.created'] });
    const other = await stage.webhook({ events: ['booking.cancelled'] });
    const off = await stage.webhook();
    await stage.domain.query(
      `UPDATE webhooks SET disabled_at = now(), disabled_reason = 'owner' WHERE id = $1`,
      [off],
    );
    await stage.webhook({ of: stage.user });
    await stage.webhook({ of: await stage.domain.account('owner') });
    await stage.booked();
    const made = await stage.domain.query<{ target: string; due: boolean }>(
      `SELECT target, due_at <= clock_timestamp() AS due FROM deliveries WHERE user_id = $1`,
      [stage.owner.userId],
    );
    expect(made).to.deep.equal([{ target: one, due: true }]);
    await stage.run(one);
    await stage.run(other);
    expect(bodies().map(({ event }) => event)).to.deep.equal(['booking.created']);
  });

  it('signs with the secret before it too until its time is over', async () => {
    const id = await stage.webhook();
    const next = stage.secrets.make();
    const rotate = (until: string) =>
      stage.domain.query(
        `UPDATE webhooks SET secret = $2, previous_secret = $3, previous_until = now() + $4::interval WHERE id = $1`,
        [id, stage.secrets.seal(next, id), stage.secrets.seal(stage.secret, id), until],
      );
    await rotate('1 hour');
    await stage.booked();
    await stage.run(id);
    const first = stage.receiver.received[0];
    for (const each of [stage.secret, next])
      expect(new Webhook(each).verify(first?.body ?? '', first?.headers as Record<string, string>)).to.be.an(
        'object',
      );
    expect(String(first?.headers['webhook-signature']).split(' ')).to.have.length(2);
    stage.receiver.reset();
    await rotate('-1 second');
    await stage.booked();
    await stage.run(id);
    const last = stage.receiver.received[0];
    expect(() =>
      new Webhook(stage.secret).verify(last?.body ?? '', last?.headers as Record<string, string>),
    ).to.throw();
    new Webhook(next).verify(last?.body ?? '', last?.headers as Record<string, string>);
  });

  it('sends nothing that is no longer true', async () => {
    const id = await stage.webhook({ events: ['booking.created', 'booking.cancelled'] });
    const booking = await stage.booked();
    await cancelBooking(stage.domain.db, stage.user, booking.id);
    await stage.tell();
    await stage.run(id);
    expect(bodies().map(({ event }) => event)).to.deep.equal(['booking.cancelled']);
    expect((await stage.deliveries()).map(({ reason }) => reason)).to.deep.equal(['superseded', null]);
  });

  it('keeps the last attempts of a delivery, and forgets them with it', async () => {
    const id = await stage.webhook({ events: ['booking.created'] });
    stage.receiver.status = 503;
    await stage.booked();
    await stage.domain.query(
      `INSERT INTO webhook_attempts (delivery_id, status, took_ms) SELECT id, n, 1 FROM deliveries, generate_series(1, 60) AS n`,
    );
    await stage.run(id);
    const kept = await stage.attempts();
    expect(kept.length).to.be.within(50, 51);
    expect(kept.at(-1)?.status).to.equal(503);
    await stage.domain.query('DELETE FROM notifications');
    expect(await stage.attempts()).to.deep.equal([]);
  });
});
