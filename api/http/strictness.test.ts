import { expect } from 'chai';
import { TestApi } from '../../test/harness/api.js';

describe('input', () => {
  let api: TestApi;
  let owner: string;
  before(async () => {
    api = await TestApi.start();
    owner = (await api.signedIn('owner')).accessToken;
  });
  after(() => api.stop());

  const business = (call: { body?: unknown; raw?: string; headers?: Record<string, string> }) =>
    api.call('POST', '/businesses', { token: owner, ...call });

  describe('is refused:', () => {
    it('an id that cannot be one, as if it were unknown', async () => {
      for (const id of [
        '1',
        'null',
        "'%20OR%201=1",
        '%00',
        '../me',
        '019aa000-0000-7000-8000-00000000000g',
      ]) {
        const { status } = await api.call('GET', `/lots/${encodeURIComponent(decodeURIComponent(id))}`);
        expect(status, id).to.equal(404);
      }
    });

    it('an address that is not even encoded right', async () => {
      expect((await api.call('GET', '/lots/%E0%A4%A')).status).to.equal(400);
    });

    it('broken JSON, and JSON that is no object', async () => {
      for (const raw of ['{', '{"name":', 'name=x', '{"name":"x"}}', "{'name':'x'}", '\u0000']) {
        const { status, body } = await business({ raw });
        expect(status, raw).to.equal(400);
        expect(body.code).to.equal('invalid_json');
      }
      for (const raw of ['[]', '[{"name":"x"}]', '{}', 'null', '"x"', '1']) {
        expect((await business({ raw })).status, raw).to.equal(400);
      }
      expect((await business({})).status).to.equal(400);
    });

    it('fields of the wrong type, and fields that nobody asked for', async () => {
      for (const body of [
        { name: 1 },
        { name: null },
        { name: {} },
        { name: ['x'] },
        { name: 'x', ownerId: 'y' },
      ]) {
        const answer = await business({ body });
        expect(answer.status, JSON.stringify(body)).to.equal(400);
        expect(answer.body.errors).to.be.an('array').with.lengthOf(1);
      }
      for (const raw of ['{"name":"x","__proto__":{"role":"admin"}}', '{"name":"x","constructor":1}']) {
        expect((await business({ raw })).status, raw).to.equal(400);
      }
    });

    it('thousands of unknown fields, with an answer that is short', async () => {
      const fields = Array.from({ length: 4_500 }, (_, n): [string, number] => [`f${n}`, n]);
      for (const unknown of [Object.fromEntries(fields), { ['x'.repeat(60_000)]: 1 }]) {
        const { status, body } = await business({ body: { name: 'x', ...unknown } });
        expect(status).to.equal(400);
        expect(body.errors).to.be.an('array').with.length.within(1, 50);
        expect(JSON.stringify(body)).to.have.length.below(10_000);
      }
      const query = fields.slice(0, 1_500).map(([name]) => name);
      const { status, body } = await api.call('GET', `/lots?${query.join('&')}`);
      expect(status).to.equal(400);
      expect(body.detail).to.contain('The first 50 of 1');
    });

    it('control characters in a name, and keeps markup and SQL as they are', async () => {
      for (const name of ['a\u0000b', 'a\nb', '\u202e\u0007']) {
        expect((await business({ body: { name } })).status, JSON.stringify(name)).to.equal(400);
      }
      for (const name of ['<script>alert(1)</script>', "Robert'); DROP TABLE users;--", '"\\']) {
        const { status, body } = await business({ body: { name } });
        expect(status).to.equal(201);
        expect(body).to.have.property('name', name);
      }
    });

    it('query parameters that nobody asked for, or that come twice', async () => {
      for (const query of [
        '?x=1',
        '?limit=0',
        '?limit=101',
        '?limit=1.5',
        '?limit=',
        '?limit=1&limit=2',
        '?limit=x',
      ]) {
        const { status, body } = await api.call('GET', `/lots${query}`);
        expect(status, query).to.equal(400);
        expect(body.errors).to.be.an('array');
      }
      expect((await api.call('GET', '/me?x=1', { token: owner })).status).to.equal(400);
    });

    it('what is not JSON', async () => {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        '',
      ]) {
        const { status, body } = await business({ raw: '{"name":"x"}', headers: { 'Content-Type': type } });
        expect(status, type).to.equal(415);
        expect(body.code).to.equal('unsupported_media_type');
      }
      const latin1 = { 'Content-Type': 'application/json; charset=iso-8859-1' };
      expect((await business({ raw: '{"name":"x"}', headers: latin1 })).status).to.equal(415);
    });

    it('bodies over 64 KB', async () => {
      const bodyOf = (bytes: number) => `{"name":"${'x'.repeat(bytes - 11)}"}`;
      for (const bytes of [65_537, 5_000_000]) {
        const { status, body } = await business({ raw: bodyOf(bytes) });
        expect(status).to.equal(413);
        expect(body.code).to.equal('body_too_large');
      }
      expect((await business({ raw: bodyOf(65_536) })).status).to.equal(400);
    });
  });

  it('accepts a body that says nothing where nothing is asked for', async () => {
    for (const call of [{}, { raw: '{}' }, { raw: '' }]) {
      expect((await api.call('POST', '/auth/logout', call)).status).to.equal(204);
    }
    expect((await api.call('POST', '/auth/logout', { body: { all: true } })).status).to.equal(400);
  });
});
