import type { Role } from '../../contract/api/accounts.js';

/** A kind of thing that has an id, and who of all people finds it. Everybody else is told that there is none. */
interface Belonging {
  /** Those of its own side who find it. */
  parties: readonly ('user' | 'owner')[];
  /** Those who find everybody's. */
  staff: readonly Role[];
}

export const publicThing = 'public';

const belongings = {
  accounts: { parties: [], staff: ['admin'] },
  businesses: { parties: ['owner'], staff: ['admin'] },
  employees: { parties: ['owner'], staff: [] },
  bookings: { parties: ['user', 'owner'], staff: ['admin', 'operator'] },
  payments: { parties: ['owner'], staff: ['admin'] },
  'car-washes': { parties: ['owner'], staff: [] },
  notifications: { parties: ['user'], staff: [] },
  webhooks: { parties: ['owner'], staff: [] },
  'webhook-deliveries': { parties: ['owner'], staff: [] },
  sessions: { parties: ['user'], staff: [] },
  broadcasts: { parties: [], staff: ['admin'] },
  // Named by their names.
  queues: { parties: [], staff: ['admin', 'operator'] },
  lots: publicThing,
  slots: publicThing,
} as const satisfies Record<string, Belonging | typeof publicThing>;

export type Kind = keyof typeof belongings;

/** What the fields of bodies name, and what comes of naming somebody else's. */
const references: Record<string, { kind: Kind; whenForeign: 'allowed' | 'not found' | 'passed over' }> = {
  slotId: { kind: 'slots', whenForeign: 'allowed' },
  bookingId: { kind: 'bookings', whenForeign: 'not found' },
  // Anybody may look at a lot, and yet nobody sends their employees to another's.
  lotId: { kind: 'lots', whenForeign: 'not found' },
  carWashId: { kind: 'car-washes', whenForeign: 'not found' },
  ids: { kind: 'notifications', whenForeign: 'passed over' },
};

export const isKind = (name: string): name is Kind => Object.hasOwn(belongings, name);

/**
 * The kind of thing that the id in an address names.
 * @throws for a kind that nobody has placed: a new route must say whose its things are.
 */
export function kindOf(path: string): Kind | undefined {
  const [collection, ...more] = [...path.matchAll(/\/([^/]+)\/\{[^}]+\}/g)].map(([, name = '']) => name);
  if (collection === undefined) return undefined;
  if (more.length === 0 && isKind(collection)) return collection;
  throw new Error(`test/security/belongings.ts does not say whose things ${path} names`);
}

/** @throws for a field that nobody has placed. */
export function referenceOf(field: string) {
  const reference = references[field];
  if (reference) return reference;
  throw new Error(`test/security/belongings.ts does not say what the body's field ${field} names`);
}

/** Who changes what anybody may look at. */
const managed: Belonging = { parties: ['owner'], staff: ['admin'] };

/** Whether somebody of this role finds a thing, to look at it or to change it: of their own side, or of another. */
export function finds(kind: Kind, role: Role, isOwnSide: boolean, use: 'look' | 'change'): boolean {
  const known: Belonging | typeof publicThing = belongings[kind];
  if (known === publicThing && use === 'look') return true;
  const belonging = known === publicThing ? managed : known;
  if (belonging.staff.includes(role)) return true;
  return isOwnSide && belonging.parties.some((party) => party === role);
}
