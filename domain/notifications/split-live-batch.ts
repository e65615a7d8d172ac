import type { InboxChange } from '../../contract/sockets.js';
import type { LiveBatch, LiveMessage } from './live-message.js';

/** Ids that one `inbox:changed` names at most. */
const mostIds = 100;

/** Bytes of a message through Redis, about: it cuts gateways off whose messages pile up. */
const mostBytes = 1_000_000;

/** So few never come near that, and need not be measured. */
const few = 100;

const idLists = ['readIds', 'archivedIds', 'supersededIds'] as const;

/** A change as several that name a hundred ids each at most. The count is absolute, so it stands in each of them. */
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

/** The same messages, none of which names more than a hundred ids in a list. */
export const splitChanges = (messages: readonly LiveMessage[]): LiveMessage[] =>
  messages.flatMap((message): LiveMessage[] =>
    message.name === 'notification'
      ? [message]
      : splitChange(message.body).map((body) => ({ ...message, body })),
  );

/** A batch as several of about a megabyte each. */
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
