import { stored } from '../stored.js';
import type { Position } from './inbox-cursor.js';

const nameFor = (userId: string) => `parkmate.position.${userId}`;

/**
 * Up to where this browser has shown a user's notifications, over reloads. A tab reads it once, when it starts, and stands
 * on its own feet from then on: what another tab has seen says nothing about what this one has.
 */
export function storedPosition(userId: string): Position | undefined {
  try {
    const { cursor, epoch } = JSON.parse(stored.read(nameFor(userId)) ?? '{}') as Partial<Position>;
    return typeof cursor === 'number' && typeof epoch === 'string' ? { cursor, epoch } : undefined;
  } catch {
    return undefined;
  }
}

/** A tab that is behind does not set the others back. */
export function storePosition(userId: string, position: Position): void {
  const known = storedPosition(userId);
  if (known && known.epoch === position.epoch && known.cursor >= position.cursor) return;
  stored.write(nameFor(userId), JSON.stringify(position));
}
