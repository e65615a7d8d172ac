import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Role } from '../../contract/api/accounts.js';
import type { Visitor } from './visitor.js';
import { root } from '../../dev/files/root.js';
import type { Scene } from './scene.js';

/** A page as somebody sees it. Nobody in particular: without signing in. */
export interface Sight {
  /** Of the folder of its pictures. */
  as: string;
  visitor: Visitor | undefined;
  /** At a path of the client, or at an address elsewhere. */
  pages: { name: string; path: string }[];
}

type Views = Record<string, unknown>;

/** By its address only: the client is compiled with settings of its own, with JSX and for browsers. */
const client = (file: string): Promise<unknown> =>
  import(pathToFileURL(path.join(root, 'web-client/src', file)).href);

interface Routes {
  rooms: Record<Role, { views: Views }>;
  openViews: Views;
}
/** Pages below one route of the router. */
type Paths = Record<string, string>;

/** What stands for parameters, and what is asked for, by name of the picture. */
const samplesOf = ({ lot, bookings, webhookId }: Scene): Record<string, Record<string, string>> => {
  const each = (folder: string) =>
    Object.fromEntries(Object.entries(bookings).map(([name, { id }]) => [name, `${folder}/${id}`]));
  return {
    '/lots/:id': { lot: `/lots/${lot.id}` },
    '/bookings/:id': each('/bookings'),
    '/business/team/:id': { team: `/business/team/${lot.businessId}` },
    '/business/webhooks/:id': { webhook: `/business/webhooks/${webhookId}` },
    '/business/lots/:id': { lot: `/business/lots/${lot.id}` },
    '/operations/bookings/:id': each('/operations/bookings'),
    '/operations/queues/:name': { notify: '/operations/queues/notify', paused: '/operations/queues/relay' },
    ...Object.fromEntries(
      ['/reset-password', '/verify-address', '/lift-lockout'].map((page) => [
        page,
        { alone: page, link: `${page}#token=${'x'.repeat(43)}` },
      ]),
    ),
    '/operations/bookings': {
      found: '/operations/bookings?q=b-pm',
      nothing: '/operations/bookings?q=nowhere',
    },
  };
};

const nameOf = (route: string) => route.replace(/^\//, '').replaceAll(/\W+/g, '-') || 'start';

/**
 * Every page of every role, from the client's own routes: a new one is here by itself.
 * @throws Error where a route has parameters that no sample stands for.
 */
export async function everyPage(scene: Scene): Promise<Sight[]> {
  const { rooms, openViews } = (await client('rooms.ts')) as Routes;
  const { operationsPaths } = (await client('operations/paths.ts')) as { operationsPaths: Paths };
  const { businessPaths } = (await client('business/paths.ts')) as { businessPaths: Paths };
  const { adminPaths } = (await client('admin/paths.ts')) as { adminPaths: Paths };
  const below: Record<string, Paths> = {
    '/operations/:page*': operationsPaths,
    '/business/:page*': businessPaths,
    '/admin/:page*': adminPaths,
  };
  const samples = samplesOf(scene);
  const routesOf = (views: Views) =>
    Object.keys(views).flatMap((route) => Object.values(below[route] ?? { route }));
  const pagesOf = (views: Views) => [
    ...routesOf(views).flatMap((route) => {
      const known = samples[route];
      if (!known && route.includes(':')) throw new Error(`test/browser/pages.ts has no sample of ${route}`);
      return Object.entries(known ?? { '': route }).map(([sample, address]) => ({
        name: [nameOf(route), sample].filter(Boolean).join('-'),
        path: address,
      }));
    }),
    { name: 'nowhere', path: '/nowhere' },
  ];
  const letters = Object.entries(scene.letters).map(([name, address]) => ({ name, path: address }));
  const { user, newcomer, owner, admin, operator } = scene.people;
  /** Of whom nothing is there yet: no page of one thing. */
  const isOfAll = ({ path }: { path: string }) => !/^\/\w+\//.test(path);
  return [
    { as: 'nobody', visitor: undefined, pages: pagesOf({ '/': 'sign in', ...openViews }) },
    { as: 'user', visitor: user, pages: pagesOf(rooms.user.views) },
    { as: 'newcomer', visitor: newcomer, pages: pagesOf(rooms.user.views).filter(isOfAll) },
    { as: 'owner', visitor: owner, pages: pagesOf(rooms.owner.views) },
    { as: 'admin', visitor: admin, pages: pagesOf(rooms.admin.views) },
    { as: 'operator', visitor: operator, pages: pagesOf(rooms.operator.views) },
    { as: 'mailbox', visitor: undefined, pages: letters },
  ];
}
