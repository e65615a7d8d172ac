import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import sinon from 'sinon';
import { Webhook } from 'standardwebhooks';
import { postSignedWebhook } from '../../../platform/http/signed-webhook.js';
import { openDomain, silentLog, type Domain } from '../../../test/harness/domain.js';
import { WebhookReceiver } from '../../../test/harness/webhook-receiver.js';
import { mostAttempts } from './claim-webhooks.js';
import { clearAlert } from './clear-alert.js';
import { raiseAlert } from './raise-alert.js';
import { sendDueWebhooks, type PostWebhook } from './send-webhooks.js';

const found = { rule: 'queue-paused', subject: 'notify', severity: 'warning', figure: '12 s' } as const;
const secret = randomBytes(48).toString('base64');

describe('The webhook of alerts', () => {
  let domain: Domain;
  let receiver: WebhookReceiver;

  before(async () => {
    domain = await openDomain();
    receiver = await WebhookReceiver.start();
  });
  beforeEach(async () => {
    await domain.query('DELETE FROM alerts');
    receiver.reset();
  });
  afterEach(() => {
    sinon.restore();
  });
  after(async () => {
    await receiver.stop();
    await domain.close();
  });

  const raise = async (isForWebhook = true) => {
    const id = await raiseAlert(
      domain.db,
      { ...found, message: 'It is paused.', translations: {} },
      isForWebhook,
    );
    if (id === undefined) throw new Error('it was open');
    return id;
  };
  const clear = (id: string) => clearAlert(domain.db, id, { unseenForMs: 0, isForWebhook: true });
  const address = (allowsPrivate = true) => ({ url: receiver.url, secret, allowsPrivate });
  const post: PostWebhook = (id, body) => postSignedWebhook(address(), id, body);
  const send = (by = post) => sendDueWebhooks(domain.db, by, silentLog);
  const makeDue = () =>
    domain.query(
      `UPDATE alerts SET webhook_due_at = now() - interval '1 second' WHERE webhook_due_at IS NOT NULL`,
    );
  const state = async () => {
    const [row] = await domain.query<Record<string, unknown>>(
      `SELECT webhook_change AS change, webhook_attempts AS attempts, webhook_error AS error,
              round(extract(epoch FROM webhook_due_at - clock_timestamp()))::int AS "inSeconds" FROM alerts`,
    );
    return row;
  };
  const types = () => receiver.received.map(({ body }) => (JSON.parse(body) as { type: string }).type);

  it('is told once that an alert was raised and once that it was cleared, signed over the exact body', async () => {
    const id = await raise();
    await send();
    await send();
    await clear(id);
    await send();
    await send();
    expect(types()).to.deep.equal(['alert.raised', 'alert.cleared']);
    for (const { headers, body } of receiver.received) {
      const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
      expect(verified).to.have.nested.property('data.message', 'It is paused.');
      expect(() => new Webhook(secret).verify(`${body} `, headers as Record<string, string>)).to.throw();
      expect(headers['webhook-id']).to.contain(id);
    }
    const [raised, cleared] = receiver.received.map(
      ({ body }) => JSON.parse(body) as { data: Record<string, unknown> },
    );
    expect(raised?.data).to.include({ ...found, id, clearedAt: null });
    expect(cleared?.data.clearedAt).to.be.a('string');
    expect(await state()).to.deep.equal({ change: null, attempts: 0, error: null, inSeconds: null });
  });

  it('is told in order, and of both, where it was away when the alert was cleared', async () => {
    const id = await raise();
    receiver.status = 503;
    await send();
    expect(await state()).to.deep.equal({
      change: 'raised',
      attempts: 1,
      error: 'answered 503',
      inSeconds: 5,
    });
    await clear(id);
    receiver.status = 204;
    await send();
    expect(receiver.received).to.have.lengthOf(1);
    await makeDue();
    await send();
    await send();
    expect(types()).to.deep.equal(['alert.raised', 'alert.raised', 'alert.cleared']);
    const [first, second] = receiver.received;
    expect(second?.headers['webhook-id']).to.equal(first?.headers['webhook-id']);
    expect(second?.body).to.equal(first?.body);
  });

  it('is told nothing of alerts that were raised and cleared without one', async () => {
    const id = await raise(false);
    await clearAlert(domain.db, id, { unseenForMs: 0, isForWebhook: false });
    await send();
    expect(receiver.received).to.deep.equal([]);
  });

  it('has one attempt in flight, however many processes send', async () => {
    await raise();
    const answer = receiver.hold();
    const first = send();
    await receiver.next();
    await Promise.all(Array.from({ length: 5 }, () => send()));
    answer();
    await first;
    await Promise.all(Array.from({ length: 5 }, () => send()));
    expect(receiver.received).to.have.lengthOf(1);
  });

  it('is tried again where a process died within its attempt, whose late end changes nothing', async () => {
    await raise();
    let end: (error: Error) => void = () => undefined;
    const dead = send(() => new Promise((_, reject) => (end = reject)));
    await until(() => end.length > 0);
    await makeDue();
    await send();
    expect(types()).to.deep.equal(['alert.raised']);
    end(new Error('late'));
    await dead;
    expect(await state()).to.include({ change: null, error: null });
  });

  it('is tried again ever more seldom for hours, and then given up', async () => {
    await raise();
    const waits: unknown[] = [];
    const away = () => Promise.reject(new Error('away'));
    const said = sinon.spy(silentLog, 'error');
    for (let attempt = 1; attempt < mostAttempts; attempt++) {
      await send(away);
      waits.push((await state())?.inSeconds);
      await makeDue();
    }
    expect(waits.slice(0, 10)).to.deep.equal([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
    expect((waits as number[]).reduce((sum, wait) => sum + wait, 0) / 3_600).to.be.within(4, 12);
    expect(said.callCount).to.equal(0);
    await send(away);
    expect(said.callCount).to.equal(1);
    expect(await state()).to.deep.equal({ change: null, attempts: 0, error: 'away', inSeconds: null });
  });

  it('is not told at a private address, and never where a redirect leads', async () => {
    await raise();
    await send((id, body) => postSignedWebhook(address(false), id, body));
    expect((await state())?.error).to.contain('is not allowed');
    expect(receiver.received).to.deep.equal([]);
    receiver.status = 307;
    await makeDue();
    await send();
    expect((await state())?.error).to.equal('answered 307');
    expect(receiver.received).to.have.lengthOf(1);
  });

  it('shows its secret in no log', async () => {
    const said = sinon.spy(silentLog, 'warn');
    await raise();
    receiver.status = 500;
    await send();
    expect(said.callCount).to.equal(1);
    expect(JSON.stringify(said.args)).not.to.contain(secret).and.not.to.contain('whsec');
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
