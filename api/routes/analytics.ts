import { notificationCounts, notificationCountsQuery } from '../../contract/api/analytics.js';
import { readNotificationCounts } from '../../domain/analytics/read-notification-counts.js';
import { route, type Route } from '../http/route.js';

export const analyticsRoutes = (): Route[] => [
  route({
    method: 'get',
    path: '/analytics/notifications',
    tag: 'Analytics',
    summary: 'Say how many notifications were sent, shown, read and acted on',
    description:
      'Of the last `?days=` (1, 7 or 30), by channel, event and period. They are counted every minute, those of older hours ever less ' +
      'often.',
    who: ['admin'],
    query: notificationCountsQuery,
    answer: { status: 200, schema: notificationCounts },
    problems: [],
    handle: ({ db, caller, query: { days, timezone } }) =>
      readNotificationCounts(db, caller, { days: Number(days), timezone }),
  }),
];
