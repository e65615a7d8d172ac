import { expect } from 'chai';
import { dueProviders } from '../../domain/deliveries/due-providers.js';
import { notify } from '../../domain/notifications/notify.js';
import { silentLog } from '../../test/harness/domain.js';
import { WebhookReceiver } from '../../test/harness/webhook-receiver.js';
import { WebhookStage } from '../../test/harness/webhook-stage.js';

describe('A webhook whose receiver does not accept what it is sent', () => {
  let stage: WebhookStage;
  before(async () => {
    stage = await WebhookStage.open();
  });
  after(() => stage.close());
  beforeEach(() => stage.clear());

  it('sends the same again, later each time, until it is accepted', async () => {
    const id = await stage.webhook({ events: ['booking.created'] });
    stage.receiver.status = 500;
    await stage.booked();
    await stage.run(id);
    expect(await stage.deliveries()).to.deep.equal([
      { status: 'due', reason: null, attempts: 1, lastError: 'answered 500' },
    ]);
    expect(await stage.secondsUntil('due_at')).to.be.within(5, 20);
    await stage.makeDue();
    await stage.run(id);
    expect(await stage.secondsUntil('due_at')).to.be.within(40, 80);
    expect(await stage.state(id)).to.deep.equal({ reason: null, failures: 2, failing: true });
    stage.receiver.status = 204;
    await stage.makeDue();
    await stage.run(id);
    expect(await stage.deliveries()).to.deep.equal([
      { status: 'sent', reason: null, attempts: 3, lastError: null },
    ]);
    expect(new Set(stage.receiver.received.map(({ body }) => body)).size).to.equal(1);
    expect(new Set(stage.receiver.received.map(({ headers }) => headers['webhook-id'])).size).to.equal(1);
    expect((await stage.attempts()).map(({ status }) => status)).to.deep.equal([500, 500, 204]);
    expect(await stage.state(id)).to.deep.equal({ reason: null, failures: 0, failing: false });
  });

  it('follows no redirect', async () => {
    const id = await stage.webhook({ events: ['booking.created'] });
    stage.receiver.status = 302;
    await stage.booked();
    await stage.run(id);
    expect(stage.receiver.received).to.have.length(1);
    expect((await stage.deliveries())[0]).to.include({ status: 'due', lastError: 'answered 302' });
  });

  it('leaves a receiver alone for as long as it says, and counts no attempt', async () => {
    const id = await stage.webhook({ events: ['booking.created'] });
    for (const [status, header, least, most] of [
      [429, '120', 115, 121],
      [503, new Date(Date.now() + 600_000).toUTCString(), 590, 601],
      [503, '9999999', 21_500, 21_601],
      [503, 'soon', 0, 2],
    ] as const) {
      await stage.domain.query('TRUNCATE delivery_providers');
      stage.receiver.status = status;
      stage.receiver.headers = { 'retry-after': header };
      await stage.booked();
      await stage.makeDue();
      await stage.run(id);
      expect(await stage.secondsUntil('down_until'), header).to.be.within(least, most);
      expect((await stage.deliveries())[0]).to.include({ status: 'due', attempts: 0 });
    }
  });

  it('waits without counting attempts while nobody answers', async () => {
    const gone = await WebhookReceiver.start();
    const { url } = gone;
    await gone.stop();
    const id = await stage.webhook({ url, events: ['booking.created'] });
    await stage.booked();
    await stage.run(id);
    expect((await stage.deliveries())[0]).to.include({ status: 'due', attempts: 0 });
    expect((await stage.deliveries())[0]?.lastError).to.contain('ECONNREFUSED');
    expect((await stage.attempts())[0]?.status).to.equal(null);
    await stage.domain.query(`UPDATE webhooks SET failing_since = now() - interval '2 hours'`);
    await stage.makeDue();
    await stage.run(id);
    expect(await stage.secondsUntil('down_until')).to.be.within(600, 1_130);
  });

  it('sends nothing to this machine or a private network, also by name', async () => {
    const port = new URL(stage.receiver.url).port;
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '169.254.169.254', '10.0.0.1']) {
      const id = await stage.webhook({ url: `http://${host}:${port}/`, events: ['booking.created'] });
      await stage.booked();
      await stage.run(id, { allowsPrivate: false });
      await stage.domain.query('DELETE FROM webhooks');
    }
    expect(stage.receiver.received).to.deep.equal([]);
    expect((await stage.deliveries()).map(({ status }) => status)).to.deep.equal(
      Array.from({ length: 5 }, () => 'failed'),
    );
    for (const { error } of await stage.attempts()) expect(error).to.contain('is not allowed');
  });

  it('says what is wrong where a secret cannot be opened, and sends nothing', async () => {
    const id = await stage.webhook({ events: ['booking.created'] });
    await stage.domain.query('UPDATE webhooks SET secret = $2 WHERE id = $1', [
      id,
      stage.secrets.seal(stage.secret, 'another'),
    ]);
    await stage.booked();
    await stage.run(id);
    expect(stage.receiver.received).to.deep.equal([]);
    expect((await stage.attempts())[0]?.error).to.contain('secret');
  });

  const disabledTold = async () => {
    await notify(stage.domain.db, stage.domain.announced.splice(0), silentLog, ['webhook']);
    return stage.domain.query<{ message: string }>(
      `SELECT message FROM notifications WHERE event = 'webhook.disabled' AND user_id = $1`,
      [stage.owner.userId],
    );
  };

  it('switches a webhook off that says it is gone, tells the owner once, and cancels what was due', async () => {
    const id = await stage.webhook();
    stage.receiver.status = 410;
    await stage.booked();
    await stage.booked();
    await stage.run(id);
    expect(await stage.state(id)).to.include({ reason: 'gone' });
    await stage.makeDue();
    await stage.run(id);
    for (const { status, reason } of await stage.deliveries())
      expect(`${status} ${reason}`).to.be.oneOf(['failed null', 'cancelled webhook_off']);
    const told = await disabledTold();
    expect(told).to.have.length(1);
    expect(told[0]?.message).to.contain('127.0.0.1').and.not.contain('/hook');
    await stage.booked();
    expect(await dueProviders(stage.domain.db, 'webhook')).to.deep.equal([]);
  });

  it('switches a webhook off that has failed for days, and never one that has for less, or seldom', async () => {
    const id = await stage.webhook({ events: ['booking.created'] });
    stage.receiver.status = 500;
    await stage.booked();
    const failed = async (since: string, failures: number) => {
      await stage.domain.query(`UPDATE webhooks SET failing_since = now() - $1::interval, failures = $2`, [
        since,
        failures,
      ]);
      await stage.makeDue();
      await stage.run(id);
      return (await stage.state(id))?.reason;
    };
    expect(await failed('71 hours', 100)).to.equal(null);
    expect(await failed('10 days', 5)).to.equal(null);
    expect(await disabledTold()).to.deep.equal([]);
    expect(await failed('73 hours', 30)).to.equal('failing');
    expect(await disabledTold()).to.have.length(1);
    await stage.makeDue();
    await stage.run(id);
    expect((await stage.deliveries())[0]).to.include({ status: 'cancelled', reason: 'webhook_off' });
  });
});
