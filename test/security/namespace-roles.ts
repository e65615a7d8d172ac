import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { roles, type Role } from '../../contract/api/accounts.js';

/** Who may enter which namespace. A new one must be placed here. */
export const namespaceRoles: Record<string, readonly Role[]> = {
  '/': roles,
  '/dashboard': ['owner', 'admin'],
  '/operations': ['operator', 'admin'],
};

/** The namespaces that the gateway's code opens. */
export function openedNamespaces(): Set<string> {
  const folder = path.resolve(import.meta.dirname, '../../api/realtime');
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  const code = files.map((file) => readFileSync(path.join(folder, file), 'utf8'));
  return new Set([...code.join('\n').matchAll(/\.of\((['"`])(.*?)\1/g)].map(([, , name = '']) => name));
}
