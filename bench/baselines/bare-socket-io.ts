/* A minimal Socket.IO server: verifies a token and joins the socket to one room. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { sayReady } from './baseline-process.js';
import { userOf } from './token-check.js';

const port = Number(process.env.PORT);
const http = createServer();
// As ParkMate's gateway.
const io = new Server(http, {
  transports: ['websocket'],
  serveClient: false,
  maxHttpBufferSize: 16_384,
  perMessageDeflate: false,
  pingInterval: 20_000,
  pingTimeout: 15_000,
});
io.use((socket, next) => {
  userOf(socket.handshake.auth.token).then(
    async (user) => {
      await socket.join(`user:${user}`);
      next();
    },
    () => {
      next(new Error('unauthenticated'));
    },
  );
});
http.listen(port, '127.0.0.1', () => {
  sayReady(port);
});
