import type { InboxChange } from '../../contract/sockets.js';
import type { LiveBatch, LiveMessage } from './live-message.js';

/** Maximum number of ids per `inbox:changed`. */
const mostIds = 100;

/** Approximate size limit of a Redis message: Redis disconnects subscribers whose output buffer exceeds its limit. */
const mostBytes = 1_000_000;

/** Batches of so few messages are always below that, and not measured. */
const few = 100;

const idLists = ['readIds', 'archivedIds', 'supersededIds', 'unreadIds', 'unarchivedIds'] as const;

/** Splits a change into several of at most a hundred ids. The unread count is absolute, and repeated in each. */
export function splitChange(change: InboxChange): InboxChange[] {
  const { unreadCount } = change;
  const parts: InboxChange[] = [{ ...change }];
  for (const name of idLists) {
    const ids = change[name] ?? [];
    if (ids.length <= mostIds) continue;
    Object.assign(parts[0] ?? {}, { [name]: ids.slice(0, mostIds) });
    for (let from = mostIds; from < ids.length; from += mostIds) {
      parts.push({ unreadCount, [name]: ids.slice(from, from + mostIds) });
    }
  }
  return parts;
}

/** Splits changes with more than a hundred ids in a list. */
export const splitChanges = (messages: readonly LiveMessage[]): LiveMessage[] =>
  messages.flatMap((message): LiveMessage[] =>
    message.name === 'notification'
      ? [message]
      : splitChange(message.body).map((body) => ({ ...message, body })),
  );

/** Splits a batch into messages of about a megabyte. */
export function splitLiveBatch({ messages, businesses }: LiveBatch): LiveBatch[] {
  const parts: LiveBatch[] = [{ messages: [], businesses }];
  let bytes = 0;
  for (const message of messages) {
    const size = messages.length > few ? Buffer.byteLength(JSON.stringify(message)) : 0;
    bytes += size;
    if (bytes > mostBytes) {
      parts.push({ messages: [], businesses: [] });
      bytes = size;
    }
    parts.at(-1)?.messages.push(message);
  }
  return parts.filter(({ messages, businesses }) => messages.length + businesses.length > 0);
}
