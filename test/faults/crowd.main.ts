/*
 * A user who means harm, as a process of its own: what it costs to attack must not slow down those who measure.
 * Arguments: the address of an api, and the user's token. It goes on until it is killed.
 */
import { setTimeout as pass } from 'node:timers/promises';
import { RoughSocket } from '../harness/rough-socket.js';

const [url = '', token = ''] = process.argv.slice(2);

const counts = { greedy: 80, restless: 20, guessing: 5, pinging: 5, silent: 300 };
const asks = { every: 20, times: 5 };
/** As fast as a client can that comes back at once. */
const pauseMs = 5;

const open = () => RoughSocket.open(url);
const enter = () => RoughSocket.enter(url, { token, cursor: 0 });

/** Asks for its whole inbox as often as it may, and reads none. */
async function greedy(): Promise<void> {
  const socket = await enter();
  socket.stopReading();
  while (socket.isOpen) {
    for (let n = 0; n < asks.times; n++) socket.say(`42${n}["sync",{"cursor":0}]`);
    await pass(asks.every);
  }
}

/** Comes for its inbox and goes. */
async function restless(): Promise<void> {
  const socket = await enter();
  await socket.packets.next((packet) => packet.startsWith('42["inbox"'));
  socket.close();
}

/** Shows tokens that are none, here, there and where nothing is. */
async function guessing(): Promise<void> {
  const socket = await open();
  while (socket.isOpen) {
    for (const where of ['', '/dashboard,', '/nowhere,']) socket.say(`40${where}{"token":"guess"}`);
    await pass(pauseMs);
  }
}

/** Is answered by the web socket itself, below all that is ours. */
async function pinging(): Promise<void> {
  const socket = await open();
  socket.stopReading();
  while (socket.isOpen) {
    for (let n = 0; n < 100; n++) socket.ping();
    await pass(pauseMs);
  }
}

/** Opens a web socket and says nothing. */
async function silent(): Promise<void> {
  await (
    await open()
  ).closed;
}

async function again(work: () => Promise<void>): Promise<never> {
  for (;;) {
    await work().catch(() => undefined);
    await pass(pauseMs);
  }
}

for (const [work, count] of [
  [greedy, counts.greedy],
  [restless, counts.restless],
  [guessing, counts.guessing],
  [pinging, counts.pinging],
  [silent, counts.silent],
] as const) {
  for (let n = 0; n < count; n++) void again(work);
}
console.log('ready');
