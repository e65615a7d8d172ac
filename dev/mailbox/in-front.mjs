/*
 * Loaded by `npm start` into its api alone, before the api's own code (`node --import`): answers `/dev/mail` with the page of
 * the local mailbox. The api itself knows nothing of a mailbox. Plain JavaScript, as Node 20 runs nothing else by itself.
 */
import { request as ask, Server } from 'node:http';

const { MAILBOX_PAGE, PORT } = process.env;
const loopback = /^(::ffff:)?127\.|^::1$/;

/** Whether a request comes from a browser on this machine, and through nobody who hands on those of others. */
export const isFromHere = ({ headers, socket }) =>
  loopback.test(socket.remoteAddress ?? '') &&
  !['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some((name) => name in headers);

/** The mailbox sees the name by which it is asked, and refuses those that are not this machine's. */
function handOn(request, response) {
  const fail = () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  };
  ask(new URL(request.url, MAILBOX_PAGE), { headers: { host: request.headers.host ?? 'none' } }, (page) => {
    response.writeHead(page.statusCode, page.headers);
    page.on('error', fail).pipe(response);
  })
    .on('error', fail)
    .end();
}

function show(request, response) {
  if (isFromHere(request)) handOn(request, response);
  else response.writeHead(421, { 'content-type': 'text/plain' }).end('Mail is read on this machine alone.');
}

const isForMail = ({ url, socket }) =>
  // The process has a server for metrics as well.
  socket.localPort === Number(PORT) && /^\/dev\/mail(?:[/?]|$)/.test(url);

if (MAILBOX_PAGE !== undefined) {
  const { emit } = Server.prototype;
  Server.prototype.emit = function (event, ...args) {
    if (event !== 'request' || !isForMail(args[0])) return emit.call(this, event, ...args);
    show(...args);
    return true;
  };
}
