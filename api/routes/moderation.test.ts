import { expect } from 'chai';
import type { ManagedAccount } from '../../contract/api/accounts.js';
import type { AudienceCount, ListedBroadcast } from '../../contract/api/broadcasts.js';
import type { ListedBusiness } from '../../contract/api/businesses.js';
import type { Page } from '../../contract/values.js';
import { insertAccount } from '../../domain/accounts/insert-account.js';
import { TestApi } from '../../test/harness/api.js';

describe('What admins look over', () => {
  let api: TestApi;
  let admin: string;
  before(async () => {
    api = await TestApi.start();
    admin = (await api.signedIn('admin')).accessToken;
    const people = [
      ['mia.brandt@example.test', 'Mia Brandt'],
      ['info@brandt.test', 'Brandt'],
      ['zoe@example.test', 'Zoé de la Cruz'],
      ['100%_sure@example.test', 'Percy'],
      ['emil@example.test', '🚗'],
    ] as const;
    for (const [email, name] of people)
      await insertAccount(api.services.db, { email, name, role: 'user', passwordHash: 'none' });
  });
  after(() => api.stop());

  const ok = async <Body>(path: string, token = admin, method = 'GET', body?: unknown): Promise<Body> => {
    const answer = await api.call<Body>(method, path, { token, body });
    expect(answer.status, JSON.stringify(answer.body)).to.be.below(300);
    return answer.body;
  };
  const accounts = (query: Record<string, string>) =>
    ok<Page<ManagedAccount>>(`/accounts?${new URLSearchParams(query).toString()}`);
  const found = async (search: string) => (await accounts({ search })).items.map(({ name }) => name);

  it('finds accounts by how an address, a name or its last word begins, in any case', async () => {
    expect(await found('BRAN')).to.deep.equal(['Brandt', 'Mia Brandt']);
    expect(await found('mia b')).to.deep.equal(['Mia Brandt']);
    expect(await found('info@')).to.deep.equal(['Brandt']);
    expect(await found('zoé')).to.deep.equal(['Zoé de la Cruz']);
    expect(await found('cruz')).to.deep.equal(['Zoé de la Cruz']);
    expect(await found('🚗')).to.deep.equal(['🚗']);
    expect(await found('randt')).to.deep.equal([]);
  });

  it('takes what is a pattern elsewhere for what it is', async () => {
    expect(await found('100%_')).to.deep.equal(['Percy']);
    for (const text of ['%', '_', '%mia', "'; --", '\\']) expect(await found(text), text).to.deep.equal([]);
  });

  it('leads from page to page, each account once', async () => {
    const names: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await accounts({ search: 'brandt', limit: '1', ...(cursor ? { cursor } : {}) });
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(names).to.deep.equal(['Brandt', 'Mia Brandt']);
  });

  it('wants to know which of the two is meant', async () => {
    for (const query of ['search=a&email=a@example.test', 'search=', 'search=%00']) {
      const { status, body } = await api.call('GET', `/accounts?${query}`, { token: admin });
      expect([status, body.code], query).to.deep.equal([400, 'invalid_request']);
    }
  });

  it('says whose a business is, how many lots it has and whether it is approved', async () => {
    const owner = await api.signedIn('owner');
    const { id } = await ok<{ id: string }>('/businesses', owner.accessToken, 'POST', { name: 'Parks' });
    await ok(`/businesses/${id}/lots`, owner.accessToken, 'POST', {
      ...{ name: 'L', address: 'A', timezone: 'UTC', slotCount: 2 },
      hourlyRate: { amount: 1, currency: 'EUR' },
    });
    const read = async (token = admin) => (await ok<Page<ListedBusiness>>('/businesses', token)).items[0];
    expect(await read()).to.include({ id, ownerName: 'Test owner', lots: 1, approvedAt: null });
    await ok(`/businesses/${id}/approve`, admin, 'POST', {});
    expect((await read())?.approvedAt).to.be.a('string');
    expect(await read(owner.accessToken)).to.deep.equal(await read());
    const stranger = await api.signedIn('owner');
    expect(await read(stranger.accessToken)).to.equal(undefined);
  });

  it('counts an audience before it is told, and lists what it was told', async () => {
    const { recipients } = await ok<AudienceCount>('/audience?audience=owners');
    await api.signedIn('owner');
    const counted = await ok<AudienceCount>('/audience?audience=owners');
    expect(counted).to.deep.equal({ audience: 'owners', recipients: recipients + 1 });
    const said = { title: 'Hello', message: 'To you', type: 'warning', audience: 'owners' };
    const sent = await ok<{ id: string; recipients: number }>('/broadcasts', admin, 'POST', said);
    expect(sent.recipients).to.equal(counted.recipients);
    const [listed] = (await ok<Page<ListedBroadcast>>('/broadcasts')).items;
    expect(listed).to.deep.include({ ...said, id: sent.id, told: 0, finishedAt: null });
    const everyone = await ok<AudienceCount>('/audience');
    expect(everyone.recipients).to.be.above(counted.recipients);
  });
});
