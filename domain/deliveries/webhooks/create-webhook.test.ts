import { expect } from 'chai';
import { openDomain, type Domain } from '../../../test/harness/domain.js';
import { noOwnerLimits } from '../../businesses/owner-limits.js';
import { DomainError } from '../../errors.js';
import { changeWebhook, deleteWebhook } from './change-webhook.js';
import { createWebhook } from './create-webhook.js';
import { listDeliveries } from './list-deliveries.js';
import { findWebhook } from './list-webhooks.js';
import { resealSecrets } from './reseal-secrets.js';
import { rotateSecret } from './rotate-secret.js';
import { testWebhook } from './send-again.js';
import { WebhookSecrets } from './webhook-secrets.js';

describe('A webhook', () => {
  let domain: Domain;
  const secrets = new WebhookSecrets(['the first secret of the settings']);
  const terms = { secrets, limits: noOwnerLimits };
  const body = { checkedUrl: 'https://a.example/', events: null };
  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.close());

  const codeOf = async (work: Promise<unknown> | (() => Promise<unknown>)) => {
    try {
      await (typeof work === 'function' ? work() : work);
      return 'done';
    } catch (error) {
      return error instanceof DomainError ? error.code : String(error);
    }
  };

  it('has its secret sealed in the database, for itself alone, and readable after the secret of the settings changed', async () => {
    const owner = await domain.account('owner');
    const { id, secret } = await createWebhook(domain.db, owner, body, terms);
    const [row] = await domain.query<{ secret: Buffer }>('SELECT secret FROM webhooks WHERE id = $1', [id]);
    const sealed = row?.secret ?? Buffer.alloc(0);
    expect(sealed.includes(Buffer.from(secret.slice('whsec_'.length), 'base64'))).to.equal(false);
    expect(sealed.includes(secret.slice('whsec_'.length))).to.equal(false);
    const next = new WebhookSecrets([
      'the second secret of the settings',
      'the first secret of the settings',
    ]);
    expect(next.open(sealed, id)).to.equal(secret);
    expect(() => secrets.open(sealed, owner.userId)).to.throw();
  });

  it('has its secrets sealed anew while the secret of the settings is changed, so that the old one can go', async () => {
    const owner = await domain.account('owner');
    const { id, secret } = await createWebhook(domain.db, owner, body, terms);
    const last = await rotateSecret(domain.db, owner, id, { secrets, revoke: false });
    await domain.query(`UPDATE webhooks SET secret = 'nonsense' WHERE user_id <> $1`, [owner.userId]);
    const first = 'the first secret of the settings';
    expect(await resealSecrets(domain.db, secrets)).to.equal(0);
    expect(
      await resealSecrets(domain.db, new WebhookSecrets(['the second one of the settings', first])),
    ).to.equal(1);
    const [row] = await domain.query<{ secret: Buffer; previous: Buffer }>(
      'SELECT secret, previous_secret AS previous FROM webhooks WHERE id = $1',
      [id],
    );
    const after = new WebhookSecrets(['the second one of the settings']);
    expect(
      [row?.previous, row?.secret].map((sealed) => after.open(sealed ?? Buffer.alloc(0), id)),
    ).to.deep.equal([...[secret, last.secret]]);
  });

  it("is its owner's alone", async () => {
    const [owner, other] = [await domain.account('owner'), await domain.account('owner')];
    const { id } = await createWebhook(domain.db, owner, body, terms);
    const rows = () => domain.query('SELECT * FROM webhooks WHERE id = $1', [id]);
    const before = await rows();
    for (const attempt of [
      () => deleteWebhook(domain.db, other, id),
      () => findWebhook(domain.db, other, id),
      () => changeWebhook(domain.db, other, id, { enabled: false }),
      () => changeWebhook(domain.db, other, id, {}, { checkedUrl: 'https://b.example/' }),
      () => rotateSecret(domain.db, other, id, { secrets, revoke: true }),
      () => testWebhook(domain.db, other, id),
      () => listDeliveries(domain.db, other, id, { limit: 1 }),
    ])
      expect(await codeOf(attempt)).to.equal('not_found');
    expect(await rows()).to.deep.equal(before);
  });
});
