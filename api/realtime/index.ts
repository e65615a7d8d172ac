import { createAdapter } from '@socket.io/redis-adapter';
import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { liveBatchEvent, liveGapEvent, type LiveBatch } from '../../domain/notifications/live-message.js';
import { connectLivePublisher } from '../../platform/live-publisher.js';
import { connectLiveSubscriber } from '../../platform/live-subscriber.js';
import { closeRedis } from '../../platform/redis.js';
import type { Services } from '../services.js';
import { CatchUp } from './catch-up.js';
import { Dashboards } from './dashboards.js';
import { deliver } from './deliver.js';
import { gatherWrites } from './gather-writes.js';
import { sessionRoom, type Gateway } from './gateway.js';
import { createInboxLoader } from './inbox-loader.js';
import { greet, openInboxNamespace } from './inbox-namespace.js';
import { watchSubscription } from './subscription-watch.js';

/** What routes may tell sockets, of this and of every other API process. */
export interface Realtime {
  publish(batch: LiveBatch): void;
  stop(): Promise<void>;
}

/** The largest message that a client may send. Tokens are the largest that make sense. */
const maxMessageBytes = 16_384;

/** Opens the Socket.IO gateway on an HTTP server, with the workers' messages coming in through Redis. */
export function attachRealtime(server: HttpServer, services: Services): Realtime {
  const { log, db, redisAccess, revokedSessions } = services;
  const publisher = connectLivePublisher(redisAccess, 'live', log, () => {
    catchUp.request();
    io.serverSideEmit(liveGapEvent);
  });
  const subscriber = connectLiveSubscriber(redisAccess, 'subscriber', () => {
    catchUp.request();
  });

  const io: Gateway = new Server(server, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: maxMessageBytes,
    perMessageDeflate: false,
    adapter: createAdapter(publisher, subscriber),
    pingInterval: 20_000,
    pingTimeout: 15_000,
  });
  gatherWrites(io);
  const load = createInboxLoader(db);
  openInboxNamespace(io, services, load);
  const dashboards = new Dashboards(io.of('/dashboard'), services);

  const receive = (batch: LiveBatch) => {
    deliver(io, batch.messages);
    dashboards.changed(batch.businesses);
  };
  const cut = (sessionId: string) => {
    io.local.in(sessionRoom(sessionId)).disconnectSockets(true);
    io.of('/dashboard').local.in(sessionRoom(sessionId)).disconnectSockets(true);
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
    for (const socket of io.of('/').sockets.values()) void greet(socket, services, load);
    dashboards.refreshAll();
  });
  io.on(liveGapEvent, () => {
    catchUp.request();
  });
  const watch = watchSubscription({ subscriber, publisher, redisAccess }, randomUUID(), log, () => {
    catchUp.request();
  });

  return {
    publish: (batch) => {
      receive(batch);
      io.serverSideEmit(liveBatchEvent, batch);
    },
    stop: async () => {
      watch.stop();
      catchUp.stop();
      dashboards.stop();
      await io.close();
      closeRedis(publisher);
      closeRedis(subscriber);
    },
  };
}
