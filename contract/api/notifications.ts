import { z } from 'zod';
import { notification } from '../notification.js';
import { id, instant, limitQuery, wholeNumberQuery } from '../values.js';

const seq = wholeNumberQuery(0, Number.MAX_SAFE_INTEGER);

/** `all`: what is not archived. `unread`: what the unread count counts, unread and still true. */
const inboxState = z.enum(['all', 'unread', 'archived']);
export type InboxState = z.infer<typeof inboxState>;

export const notificationsQuery = z
  .strictObject({
    before: seq.optional(),
    after: seq.optional(),
    limit: limitQuery,
    state: inboxState.default('all'),
  })
  .refine(({ before, after }) => before === undefined || after === undefined, {
    message: 'give before or after, not both',
    path: ['after'],
  })
  .refine(({ after, state }) => after === undefined || state === 'all', {
    message: 'give after for all alone: it is for catching up',
    path: ['after'],
  });
export type NotificationsQuery = z.infer<typeof notificationsQuery>;

export const notificationsPage = z
  .object({ items: z.array(notification), unreadCount: z.int(), lastSeq: z.int(), recovered: z.boolean() })
  .meta({
    id: 'NotificationsPage',
    description:
      '`recovered: false`: some of what came after `after` was deleted meanwhile; forget what you have, and read from the newest.',
  });
export type NotificationsPage = z.infer<typeof notificationsPage>;

export const readBody = z.union([
  z.strictObject({ ids: z.array(id).min(1).max(500) }),
  z.strictObject({ upTo: z.int().min(0) }),
]);
export type ReadBody = z.infer<typeof readBody>;

/** Notifications of the caller by id. Ids of others are passed over. */
export const idsBody = z.strictObject({ ids: z.array(id).min(1).max(500) });

/** Some by id, or all that were archived at once, by the time that this was answered with. */
export const unarchiveBody = z.union([idsBody, z.strictObject({ archivedAt: instant })]);
export type UnarchiveBody = z.infer<typeof unarchiveBody>;

/** What came after it stays: nobody archives what they have not seen. */
export const archiveQuery = z.strictObject({
  upTo: seq,
  only: z.literal('read').optional().describe('Leaves alone what is unread and still true.'),
});

export const unread = z.object({ unreadCount: z.int() }).meta({ id: 'Unread' });
export type Unread = z.infer<typeof unread>;

export const archived = unread
  .extend({ archivedAt: instant })
  .meta({ id: 'Archived', description: '`archivedAt` names what was archived, so that it can be put back.' });
export type Archived = z.infer<typeof archived>;
