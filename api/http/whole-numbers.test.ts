import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { Role } from '../../contract/api/accounts.js';
import { TestApi } from '../../test/harness/api.js';
import { allRoutes } from '../routes/all-routes.js';

interface Parameter {
  name: string;
  in: string;
  schema: { type?: string; minimum?: number; maximum?: number };
}

interface Document {
  paths: Record<string, Record<string, { parameters?: Parameter[] }>>;
}

/** Each is a number for `Number()`, or nearly one, and none is a whole number in plain digits. */
const nearly = [
  '',
  ' ',
  '%20',
  '%09',
  '%0A5',
  '5%20',
  '0x10',
  '0b1',
  '1e1',
  '+5',
  '-5',
  '-0',
  '5.0',
  '.5',
  '5,0',
];
const others = ['%D9%A5', '5n', '1_0', 'NaN', 'Infinity', 'null', 'true', '9'.repeat(16), '1'.repeat(400)];

describe('Every whole number in a query', () => {
  let api: TestApi;
  /** Path with query and an equals sign, who may call it, and what its number has to keep to. */
  const numbers: {
    method: string;
    path: string;
    name: string;
    token: string;
    schema: Parameter['schema'];
  }[] = [];

  before(async () => {
    api = await TestApi.start();
    const { body } = await api.call<Document>('GET', '/openapi.json');
    const routes = allRoutes(api.services, () => undefined);
    for (const route of routes) {
      const inBraces = route.path.replace(/:(\w+)/g, '{$1}');
      const parameters = body.paths[`/api${inBraces}`]?.[route.method]?.parameters ?? [];
      const role: Role = route.who === 'anybody' ? 'user' : (route.who[0] ?? 'user');
      for (const { name, schema } of parameters.filter(
        (one) => one.in === 'query' && one.schema.type === 'integer',
      )) {
        const { accessToken: token } = await api.signedIn(role);
        const path = route.path.replace(/:\w+/g, () => randomUUID());
        numbers.push({ method: route.method.toUpperCase(), path, name, token, schema });
      }
    }
  });
  after(() => api.stop());

  it('is described as one, with its bounds', () => {
    const names = new Set(numbers.map(({ name }) => name));
    expect([...names]).to.include.members(['limit', 'before', 'after', 'upTo']);
    for (const { schema } of numbers) expect(schema).to.include.keys('minimum', 'maximum');
  });

  it('is refused when it is empty, or anything else than digits', async () => {
    for (const { method, path, name, token } of numbers) {
      for (const value of [...nearly, ...others, `5&${name}=5`]) {
        const call = `${path}?${name}=${value}`;
        const { status, body } = await api.call(method, call, { token });
        expect(status, `${method} ${call}`).to.equal(400);
        expect(body.errors?.[0]?.path, call).to.match(new RegExp(`^${name}`));
      }
      const bare = await api.call(method, `${path}?${name}`, { token });
      expect(bare.status, `${method} ${path}?${name}`).to.equal(400);
    }
  });

  it('is taken at its bounds, and refused beyond them', async () => {
    for (const { method, path, name, token, schema } of numbers) {
      const { minimum = NaN, maximum = NaN } = schema;
      const status = async (value: number | bigint) =>
        (await api.call(method, `${path}?${name}=${value}`, { token })).status;
      for (const good of [minimum, maximum])
        expect(await status(good), `${path} ${name}`).not.to.be.within(400, 403);
      expect(await status(BigInt(maximum) + 1n), `${path} ${name}`).to.equal(400);
      expect(await status(minimum - 1), `${path} ${name}`).to.equal(400);
    }
  });
});
