import { roles } from '../../contract/api/accounts.js';
import {
  archived,
  archiveQuery,
  idsBody,
  notificationsPage,
  notificationsQuery,
  readBody,
  unarchiveBody,
  unread,
} from '../../contract/api/notifications.js';
import type { InboxChange } from '../../contract/sockets.js';
import { idParams } from '../../contract/values.js';
import {
  archiveNotification,
  archiveReadUpTo,
  archiveUpTo,
} from '../../domain/notifications/archive-notifications.js';
import { listNotifications } from '../../domain/notifications/list-notifications.js';
import type { LiveBatch } from '../../domain/notifications/live-message.js';
import { measureRead } from '../../domain/notifications/reception-metrics.js';
import { readNotifications } from '../../domain/notifications/read-notifications.js';
import { splitChange } from '../../domain/notifications/split-live-batch.js';
import { unarchiveNotifications, unreadNotifications } from '../../domain/notifications/undo-marks.js';
import { inAppTotal } from '../../domain/operations/samples.js';
import { route, type Route } from '../http/route.js';
import type { Services } from '../services.js';

const tag = 'Notifications';

/** @param publish tells the caller's other tabs, in every API process. */
export function notificationRoutes(
  { totals }: Pick<Services, 'totals'>,
  publish: (batch: LiveBatch) => void,
): Route[] {
  const tellTabs = (userId: string, change: InboxChange) => () => {
    const messages = splitChange(change).map((body) => ({ userId, name: 'inbox:changed' as const, body }));
    publish({ messages, businesses: [] });
  };

  return [
    route({
      method: 'get',
      path: '/notifications',
      tag,
      summary: 'Read your inbox: newest first, or with `after` oldest first',
      description:
        '`?state=unread`: what is unread and still true, as `unreadCount` counts it. `?state=archived`: what was archived and not ' +
        'deleted since. Without it all but archived ones.',
      who: roles,
      query: notificationsQuery,
      answer: { status: 200, schema: notificationsPage },
      problems: [],
      handle: ({ db, caller, query }) => listNotifications(db, caller, query),
    }),
    route({
      method: 'post',
      path: '/notifications/read',
      tag,
      summary: 'Mark notifications as read, by id or up to a place in the sequence',
      who: roles,
      body: readBody,
      answer: { status: 200, schema: unread },
      problems: [],
      repeatable: true,
      handle: async ({ db, caller, body, afterCommit }) => {
        const { change, marked } = await readNotifications(db, caller, body);
        afterCommit(tellTabs(caller.userId, change));
        afterCommit(() => {
          measureRead(marked);
          totals.add(inAppTotal('read'), marked);
        });
        return { unreadCount: change.unreadCount };
      },
    }),
    route({
      method: 'post',
      path: '/notifications/unread',
      tag,
      summary: 'Mark notifications as unread again; archived ones stay as they are',
      who: roles,
      body: idsBody,
      answer: { status: 200, schema: unread },
      problems: [],
      handle: async ({ db, caller, body, afterCommit }) => {
        const change = await unreadNotifications(db, caller, body.ids);
        afterCommit(tellTabs(caller.userId, change));
        return { unreadCount: change.unreadCount };
      },
    }),
    route({
      method: 'post',
      path: '/notifications/unarchive',
      tag,
      summary: 'Put archived notifications back into the inbox, as they were',
      description: 'What only its archiving has marked as read is unread again.',
      who: roles,
      body: unarchiveBody,
      answer: { status: 200, schema: unread },
      problems: [],
      repeatable: true,
      handle: async ({ db, caller, body, afterCommit }) => {
        const change = await unarchiveNotifications(db, caller, body);
        afterCommit(tellTabs(caller.userId, change));
        return { unreadCount: change.unreadCount };
      },
    }),
    route({
      method: 'delete',
      path: '/notifications/:id',
      tag,
      summary: 'Archive one notification',
      who: roles,
      params: idParams,
      answer: { status: 200, schema: unread },
      problems: [404],
      handle: async ({ db, caller, params, afterCommit }) => {
        const change = await archiveNotification(db, caller, params.id);
        afterCommit(tellTabs(caller.userId, change));
        return { unreadCount: change.unreadCount };
      },
    }),
    route({
      method: 'delete',
      path: '/notifications',
      tag,
      summary: 'Archive all notifications up to a place in the sequence, or those of them that are read',
      who: roles,
      query: archiveQuery,
      answer: { status: 200, schema: archived },
      problems: [],
      handle: async ({ db, caller, query, afterCommit }) => {
        const archive = query.only === 'read' ? archiveReadUpTo : archiveUpTo;
        const { change, at } = await archive(db, caller, query.upTo);
        afterCommit(tellTabs(caller.userId, change));
        return { unreadCount: change.unreadCount, archivedAt: at.toISOString() };
      },
    }),
  ];
}
