import type { Role } from '../../contract/api/accounts.js';

/** As much of JSON Schema as the API's description uses. */
export interface Schema {
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minProperties?: number;
  anyOf?: Schema[];
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

/** One call of the API, as its own description tells a stranger. */
export interface Operation {
  /** `POST /bookings/{id}/renew` */
  call: string;
  method: string;
  /** Below `/api`. */
  path: string;
  who: 'anybody' | Role[];
  parameters: Parameter[];
  body: Schema | undefined;
}

interface Described {
  security: Record<string, Role[]>[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

interface Description {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, unknown> };
}

/** Every operation that a running API says it has. */
export async function readOperations(url: string): Promise<Operation[]> {
  const response = await fetch(`${url}/api/openapi.json`);
  const description = withoutReferences((await response.json()) as Description);
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) =>
      operationOf(method.toUpperCase(), path.replace(/^\/api/, ''), described),
    ),
  );
}

function operationOf(
  method: string,
  path: string,
  { security, parameters = [], requestBody }: Described,
): Operation {
  const roles = security.flatMap((alternative) => Object.values(alternative).flat());
  if (security.length > 0 && roles.length === 0) throw new Error(`${method} ${path} names no roles`);
  return {
    call: `${method} ${path}`,
    method,
    path,
    who: security.length === 0 ? 'anybody' : roles,
    parameters,
    body: requestBody?.content['application/json']?.schema,
  };
}

/** Puts each component in the place of the references to it. */
function withoutReferences(description: Description): Description {
  const expand = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) return node.map(expand);
    if ('$ref' in node) {
      const name = String(node.$ref).replace('#/components/schemas/', '');
      return expand(description.components.schemas[name]);
    }
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, expand(value)]));
  };
  return expand(description) as Description;
}

/** Whether an address of the second could also be read as one of the first. */
export const covers = (general: Operation, { path }: Operation): boolean =>
  new RegExp(`^${general.path.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path);

/** What has to stand in the query, with numbers as large as they may be: as much as possible is meant then. */
export function neededQuery({ parameters }: Operation): string {
  const needed = parameters.filter((one) => one.in === 'query' && one.required === true);
  const values = needed.map(({ name, schema }): [string, string] => [name, String(schema.maximum)]);
  return needed.length > 0 ? `?${new URLSearchParams(values).toString()}` : '';
}

/** The fields of a body that name things by their ids. */
export function namingFields({ body }: Operation): string[] {
  const alternatives = body ? [body, ...(body.anyOf ?? [])] : [];
  const fields = alternatives.flatMap(({ properties = {} }) => Object.entries(properties));
  return fields
    .filter(([, { format, items }]) => format === 'uuid' || items?.format === 'uuid')
    .map(([name]) => name);
}
