import { alertsPage, alertsQuery } from '../../contract/api/operations.js';
import { listAlerts } from '../../domain/operations/alerts/list-alerts.js';
import { route, type Route } from '../http/route.js';

export const alertRoutes = (): Route[] => [
  route({
    method: 'get',
    path: '/operations/alerts',
    tag: 'Operations',
    summary: 'List alerts, newest first; those that are open with `open=true`',
    who: ['operator', 'admin'],
    query: alertsQuery,
    answer: { status: 200, schema: alertsPage },
    problems: [],
    handle: ({ db, query }) => listAlerts(db, query),
  }),
];
