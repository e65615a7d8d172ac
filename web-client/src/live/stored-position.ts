import { stored } from '../stored.js';
import type { Position } from './inbox-cursor.js';

const nameFor = (userId: string) => `parkmate.position.${userId}`;

/**
 * The position up to which this browser has shown a user's notifications, persisted over reloads. A tab reads it once
 * at startup and then keeps its own: what another tab has received says nothing about this one.
 */
export function storedPosition(userId: string): Position | undefined {
  try {
    const { cursor, epoch } = JSON.parse(stored.read(nameFor(userId)) ?? '{}') as Partial<Position>;
    return typeof cursor === 'number' && typeof epoch === 'string' ? { cursor, epoch } : undefined;
  } catch {
    return undefined;
  }
}

/** Never moves the stored position backwards, lest a slower tab reset that of another one. */
export function storePosition(userId: string, position: Position): void {
  const known = storedPosition(userId);
  if (known && known.epoch === position.epoch && known.cursor >= position.cursor) return;
  stored.write(nameFor(userId), JSON.stringify(position));
}
