import { Counter, Gauge } from 'prom-client';
import type { RefusalCode } from '../../contract/sockets.js';
import type { NamespaceSocket } from './gateway.js';

const openSockets = new Gauge({
  name: 'parkmate_sockets',
  help: 'Sockets that have joined a namespace of this process.',
  labelNames: ['namespace'],
});

const socketConnects = new Counter({
  name: 'parkmate_socket_connects_total',
  help: 'Sockets that joined a namespace.',
  labelNames: ['namespace'],
});

const socketDisconnects = new Counter({
  name: 'parkmate_socket_disconnects_total',
  help: 'Sockets that left a namespace, by the reason that Socket.IO gives.',
  labelNames: ['namespace', 'reason'],
});

const socketRefusals = new Counter({
  name: 'parkmate_socket_refusals_total',
  help: 'Sockets that were not let into a namespace, by code.',
  labelNames: ['namespace', 'code'],
});

export const slowSocketsClosed = new Counter({
  name: 'parkmate_slow_sockets_closed_total',
  help: 'Web sockets that were closed because their client did not read what it was sent.',
});

const liveMessages = new Counter({
  name: 'parkmate_live_messages_sent_total',
  help: 'Live messages sent to sockets, by name.',
  labelNames: ['message'],
});

/** Looked up once: they are counted for each socket. */
export const notificationsSent = liveMessages.labels('notification');
export const inboxChangesSent = liveMessages.labels('inbox:changed');

export const liveMessagesSkipped = new Counter({
  name: 'parkmate_live_messages_skipped_total',
  help: 'Live messages that were not sent to a socket, which had them already.',
});

export const catchUps = new Counter({
  name: 'parkmate_live_catch_ups_total',
  help: 'Rounds in which all sockets were synced, because live messages may have been lost.',
});

const inboxesSent = new Counter({
  name: 'parkmate_inboxes_sent_total',
  help: 'Inboxes sent to sockets: pushed (on connect, and after a gap) or requested by the client.',
  labelNames: ['cause'],
});

export const inboxesPushed = inboxesSent.labels('pushed');
export const inboxesRequested = inboxesSent.labels('requested');

export function countConnect({ nsp }: NamespaceSocket): void {
  socketConnects.inc({ namespace: nsp.name });
  openSockets.inc({ namespace: nsp.name });
}

/** @param reason one of Socket.IO's own, never a text of the client. */
export function countDisconnect({ nsp }: NamespaceSocket, reason: string): void {
  openSockets.dec({ namespace: nsp.name });
  socketDisconnects.inc({ namespace: nsp.name, reason });
}

export function countRefusedSocket({ nsp }: NamespaceSocket, code: RefusalCode): void {
  socketRefusals.inc({ namespace: nsp.name, code });
}
