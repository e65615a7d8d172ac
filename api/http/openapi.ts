import { OpenApiGeneratorV31, OpenAPIRegistry, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { problem } from '../../contract/api/problem.js';
import type { Route } from './route.js';

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

const bearer = 'accessToken';

const meanings: Record<number, string> = {
  400: 'The body, the query or a header is malformed; `errors` names each field.',
  401: 'No access token, or one that is not valid (`token_expired`: refresh it).',
  403: 'Your role may not do this.',
  404: 'It does not exist, or it is not yours.',
  409: 'A rule of the business forbids it, or somebody was faster; `code` says which.',
  413: 'The body is larger than 64 KB.',
  415: 'The body is not JSON.',
  422: 'The Idempotency-Key was used for another request.',
  429: 'Too many calls; `Retry-After` says how many seconds to wait.',
  503: 'A dependency is down; try again after `Retry-After` seconds.',
};

const retryAfter = {
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' as const } },
};

const replayed = {
  'Idempotent-Replayed': {
    description: '`true` on the repeat of an earlier answer.',
    schema: { type: 'string' as const },
  },
};

const idempotencyKey = z.string().min(1).max(200).optional().meta({
  description:
    'Makes it safe to repeat: within 24 hours the same key gives the first answer, with `Idempotent-Replayed: true`.',
  example: '7c1f7a5e-6d0c-4a86-9d0b-0f9f4f8f1c7e',
});

/** Problem statuses that follow from a route's declaration, besides those that it lists. */
function problemsOf({ method, path, who, problems, schemas }: Route): number[] {
  const implied = [400, 429, 503];
  if (who !== 'anybody') implied.push(401, 403);
  if (path.includes(':')) implied.push(404);
  if (schemas.body) implied.push(413, 415);
  if (method === 'post') implied.push(422);
  return [...new Set([...implied, ...problems])].sort((a, b) => a - b);
}

const isOptional = (schema: z.ZodType) => schema.safeParse(undefined).success;

function requestOf({ method, schemas, path }: Route): NonNullable<RouteConfig['request']> {
  const { params, query, body } = schemas;
  return {
    ...(path.includes(':') && params instanceof z.ZodObject ? { params } : {}),
    ...(query instanceof z.ZodObject ? { query } : {}),
    ...(method === 'post' ? { headers: z.object({ 'Idempotency-Key': idempotencyKey }) } : {}),
    ...(body
      ? { body: { required: !isOptional(body), content: { 'application/json': { schema: body } } } }
      : {}),
  };
}

function responsesOf(route: Route): RouteConfig['responses'] {
  const { status, schema } = route.answer;
  const success = {
    description: 'Done.',
    ...(schema ? { content: { 'application/json': { schema } } } : {}),
    ...(route.method === 'post' ? { headers: replayed } : {}),
  };
  const failures = problemsOf(route).map((status) => [
    status,
    {
      description: meanings[status] ?? 'A problem.',
      content: { 'application/problem+json': { schema: problem } },
      ...(status === 429 || status === 503 ? { headers: retryAfter } : {}),
    },
  ]);
  return { [status]: success, ...(Object.fromEntries(failures) as object) };
}

const operationOf = (route: Route): RouteConfig => ({
  method: route.method,
  path: `/api${route.path.replace(/:(\w+)/g, '{$1}')}`,
  operationId: operationIdOf(route),
  tags: [route.tag],
  summary: route.summary,
  description: [route.description, whoMay(route)].filter(Boolean).join('\n\n'),
  security: securityOf(route),
  request: requestOf(route),
  responses: responsesOf(route),
});

/** `POST /bookings/:id/renew` is `postBookingsIdRenew`. */
const operationIdOf = ({ method, path }: Route) =>
  method +
  path
    .split(/[/:-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** One alternative per role: OpenAPI 3.1 lets a requirement name the role that it takes. */
const securityOf = ({ who }: Route) => (who === 'anybody' ? [] : who.map((role) => ({ [bearer]: [role] })));

const whoMay = ({ who }: Route) => (who === 'anybody' ? 'Open to anybody.' : `Roles: ${who.join(', ')}.`);

/** Describes the API from the declarations that also validate and answer, so that the two cannot differ. */
export function openApiDocument(routes: Route[], version: string): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', bearer, {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'From register, login or refresh. Good for 15 minutes.',
  });
  for (const route of routes) registry.registerPath(operationOf(route));
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'ParkMate',
      version,
      description:
        'Times are ISO 8601 in UTC with milliseconds, ids are UUIDs, money is whole minor units. Errors are problem ' +
        'documents (RFC 9457) with a stable `code`. Unknown fields and parameters are refused. What happens is told ' +
        'live over Socket.IO; what was missed is in `/api/notifications`.',
    },
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
  });
  return withPlainPatterns(document);
}

/** Removes regular expression flags, which JSON Schema does not support (it implies `u`). */
const withPlainPatterns = (document: OpenApiDocument) =>
  JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    key === 'pattern' && typeof value === 'string' ? value.replace(/\/[a-z]+$/, '') : value,
  ) as OpenApiDocument;
