/* A minimal gateway: subscribes to a Redis channel and forwards every message to its sockets. */
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { WebSocketServer } from 'ws';
import { sayReady } from './baseline-process.js';

const subscriber = new Redis(process.env.REDIS_URL ?? '');
await subscriber.subscribe('bench:messages');
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
subscriber.on('message', (_channel, message) => {
  for (const client of server.clients) client.send(message);
});
server.on('listening', () => {
  sayReady((server.address() as AddressInfo).port);
});
