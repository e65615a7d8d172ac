/* A minimal `ws` server: verifies a token and adds the socket to its own room. */
import { WebSocketServer, type WebSocket } from 'ws';
import { sayReady } from './baseline-process.js';
import { userOf } from './token-check.js';

const rooms = new Map<string, Set<WebSocket>>();

function join(socket: WebSocket, room: string): void {
  const members = rooms.get(room) ?? new Set();
  rooms.set(room, members.add(socket));
  socket.on('close', () => {
    members.delete(socket);
    if (members.size === 0) rooms.delete(room);
  });
}

const port = Number(process.env.PORT);
const server = new WebSocketServer({ port, host: '127.0.0.1', perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.once('message', (token: Buffer) => {
    userOf(token.toString()).then(
      (user) => {
        join(socket, user);
        socket.send('welcome');
      },
      () => {
        socket.terminate();
      },
    );
  });
});
server.on('listening', () => {
  sayReady(port);
});
