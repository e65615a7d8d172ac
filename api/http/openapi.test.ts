import { expect } from 'chai';
import { TestApi } from '../../test/harness/api.js';

interface Operation {
  operationId: string;
  security: object[];
  parameters?: { name: string; in: string }[];
  requestBody?: { required: boolean };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}

/** Every value under this key, however deep. */
function valuesOf(key: string, node: unknown): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => [
    ...(name === key ? [value as unknown] : []),
    ...valuesOf(key, value),
  ]);
}

describe('the OpenAPI document', () => {
  let api: TestApi;
  let document: OpenApi;
  let operations: [call: string, operation: Operation][];
  before(async () => {
    api = await TestApi.start();
    document = (await api.call<OpenApi>('GET', '/openapi.json')).body;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Operation] => [
        `${method} ${path}`,
        operation,
      ]),
    );
  });
  after(() => api.stop());

  it('is version 3.1 and describes the calls of the contract', () => {
    expect(document.openapi).to.equal('3.1.0');
    expect(operations.map(([call]) => call)).to.include.members([
      'post /api/auth/register',
      'get /api/me',
      'post /api/bookings',
      'post /api/bookings/{id}/renew',
      'get /api/notifications',
      'delete /api/notifications/{id}',
    ]);
  });

  it('refers to nothing that is not in it', () => {
    const references = valuesOf('$ref', document) as string[];
    expect(references).not.to.be.empty;
    for (const reference of references) {
      expect(document.components.schemas).to.have.property(reference.replace('#/components/schemas/', ''));
    }
  });

  it('has patterns that JSON Schema understands', () => {
    for (const pattern of valuesOf('pattern', document) as string[]) {
      expect(pattern).not.to.match(/\/[a-z]*$/);
      expect(() => new RegExp(pattern, 'u')).not.to.throw();
    }
  });

  it('names each operation once, with its problems and its key', () => {
    expect(new Set(operations.map(([, { operationId }]) => operationId)).size).to.equal(operations.length);
    for (const [call, { responses, parameters = [] }] of operations) {
      expect(responses['429']?.content, call).to.have.property('application/problem+json');
      const takesKey = parameters.some(({ name }) => name === 'Idempotency-Key');
      expect(takesKey, call).to.equal(call.startsWith('post'));
    }
  });

  it('says of each call truly whether it needs a token', async () => {
    for (const [call, { security }] of operations) {
      const [method = '', path = ''] = call.split(' ');
      const address = path.replace('/api', '').replace('{id}', '019aa000-0000-7000-8000-000000000001');
      const { status } = await api.call(method.toUpperCase(), address);
      if (security.length > 0) expect(status, call).to.equal(401);
      // Refreshing without its cookie is refused as well.
      else if (!path.endsWith('/refresh')) expect(status, call).not.to.equal(401);
    }
  });

  it('names the roles of each call', () => {
    const securityOf = (call: string) => operations.find(([name]) => name === call)?.[1].security;
    expect(securityOf('post /api/broadcasts')).to.deep.equal([{ accessToken: ['admin'] }]);
    expect(securityOf('post /api/payments/{id}/verify')).to.deep.equal([
      { accessToken: ['owner'] },
      { accessToken: ['admin'] },
    ]);
    expect(securityOf('get /api/lots')).to.deep.equal([]);
  });

  it('can be read as a page that its policy lets work', async () => {
    expect((await api.call('GET', '/docs')).headers.get('Location')).to.equal('/api/docs/');
    const { status, headers, body } = await api.call<string>('GET', '/docs/');
    expect(status).to.equal(200);
    expect(headers.get('Content-Security-Policy'))
      .to.contain("script-src 'self';")
      .and.contain("'unsafe-inline'");
    expect(body).not.to.match(/<script>|<script [^>]*src="http|on\w+="/);
    for (const [, file = ''] of body.matchAll(/(?:src|href)="\.\/([^"]+)"/g)) {
      expect((await api.call('GET', `/docs/${file}`)).status, file).to.equal(200);
    }
    expect((await api.call<string>('GET', '/docs/swagger-ui-init.js')).body).to.contain('/api/openapi.json');
  });
});
