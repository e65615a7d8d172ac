import { createAdapter } from '@socket.io/redis-adapter';
import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { Server, type Namespace } from 'socket.io';
import { Adapter } from 'socket.io-adapter';
import { recordConnections } from '../../domain/connections/record-connections.js';
import { measureShown } from '../../domain/notifications/reception-metrics.js';
import { recordShown, type Shown } from '../../domain/notifications/record-shown.js';
import { inAppTotal } from '../../domain/operations/samples.js';
import { readInboxes } from '../../domain/notifications/read-inboxes.js';
import { liveBatchEvent, liveGapEvent, type LiveBatch } from '../../domain/notifications/live-message.js';
import { connectLivePublisher } from '../../platform/redis/live-publisher.js';
import { connectLiveSubscriber } from '../../platform/redis/live-subscriber.js';
import { liveNamespaces } from '../../platform/redis/needed-rights.js';
import { closeRedis } from '../../platform/redis/connection.js';
import type { Services } from '../services.js';
import { AddressLimit } from './limits/address-limit.js';
import { guardConnections } from './limits/guard-connections.js';
import { UserAllowances } from './limits/user-allowance.js';
import { CatchUp } from './catch-up.js';
import { ConnectionHistory } from './connection-history.js';
import { Dashboards } from './dashboards.js';
import { deliver } from './deliver.js';
import { gatherWrites } from './gather-writes.js';
import type { NamespaceDeps, Gateway } from './gateway.js';
import { createInboxLoader } from './inbox-loader.js';
import { syncOrDisconnect, openInboxNamespace } from './inbox-namespace.js';
import { Operations } from './operations.js';
import { ShownPositions } from './shown-positions.js';
import { watchSubscription } from './subscription-watch.js';

/** Publishes from routes to the sockets of all API processes. */
export interface Realtime {
  publish(batch: LiveBatch): void;
  /** Open web sockets of this process. */
  countSockets(): number;
  stop(): Promise<void>;
}

/** The maximum size of a client message; access tokens are the largest legitimate ones. */
const maxMessageBytes = 16_384;

/** A web socket that has joined no namespace by then is closed. */
const connectWithinMs = 10_000;

/** Attaches the Socket.IO gateway to the HTTP server; workers publish to it through Redis. */
export function attachRealtime(server: HttpServer, services: Services): Realtime {
  const { env, log, clock, db, redisAccess, revokedSessions, totals } = services;
  const gatewayId = randomUUID();
  const publisher = connectLivePublisher(redisAccess, 'live', log, () => {
    catchUp.request();
    io.serverSideEmit(liveGapEvent);
  });
  const subscriber = connectLiveSubscriber(redisAccess, 'subscriber', () => {
    catchUp.request();
  });

  const overRedis = createAdapter(publisher, subscriber);
  // No arrow function: Socket.IO calls it with `new`.
  const adapterOf = function (namespace: Namespace): Adapter {
    // The others are read for in each process: Redis users need no right for channels between processes.
    return liveNamespaces.includes(namespace.name) ? overRedis(namespace) : new Adapter(namespace);
  };

  const addresses = new AddressLimit(env.RATE_LIMITS === 'on');
  const io: Gateway = new Server(server, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: maxMessageBytes,
    perMessageDeflate: false,
    adapter: adapterOf,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    connectTimeout: connectWithinMs,
    allowRequest: addresses.admit,
  });
  gatherWrites(io);
  guardConnections(io);
  const load = createInboxLoader((requests) => readInboxes(db, requests));
  const deps: NamespaceDeps = { services, users: new UserAllowances(), opened: [] };
  const recordAndCount = async (positions: readonly Shown[]) => {
    const count = await recordShown(db, positions);
    measureShown(count);
    totals.add(inAppTotal('shown'), count);
  };
  const shown = new ShownPositions(recordAndCount, log);
  const history = new ConnectionHistory({
    write: (changes) => recordConnections(db, gatewayId, changes),
    ...{ log, clock },
  });
  openInboxNamespace(io, deps, load, shown, history);
  const dashboards = new Dashboards(io.of('/dashboard'), deps);
  const operations = new Operations(io.of('/operations'), deps);

  const receive = (batch: LiveBatch) => {
    deliver(io, batch.messages);
    dashboards.changed(batch.businesses);
  };
  const cut = (sessionId: string) => {
    // Not by a room per session: sessions end rarely, and a room costs each socket memory for as long as it lasts.
    for (const { sockets } of deps.opened)
      for (const socket of sockets.values())
        if (socket.data.credentials.sessionId === sessionId) socket.disconnect();
  };
  io.on(liveBatchEvent, receive);
  io.on('session-revoked', (sessionId) => {
    revokedSessions.revoke(sessionId);
  });
  revokedSessions.onRevoked((sessionId) => {
    cut(sessionId);
    io.serverSideEmit('session-revoked', sessionId);
  });

  const catchUp = new CatchUp(() => {
    for (const socket of io.of('/').sockets.values()) void syncOrDisconnect(socket, services, load);
    dashboards.refreshAll();
  });
  io.on(liveGapEvent, () => {
    catchUp.request();
  });
  const watch = watchSubscription({ subscriber, publisher, redisAccess }, gatewayId, log, () => {
    catchUp.request();
  });

  return {
    publish: (batch) => {
      receive(batch);
      io.serverSideEmit(liveBatchEvent, batch);
    },
    countSockets: () => io.engine.clientsCount,
    stop: async () => {
      watch.stop();
      catchUp.stop();
      dashboards.stop();
      operations.stop();
      deps.users.stop();
      addresses.stop();
      await io.close();
      await Promise.all([shown.stop(), history.stop()]);
      closeRedis(publisher);
      closeRedis(subscriber);
    },
  };
}
