import { io, type Socket } from 'socket.io-client';
import type {
  ClientToServer,
  Dashboard,
  DashboardToClient,
  Handshake,
  Inbox,
  InboxChange,
  LiveNotification,
  ServerToClient,
} from '../../contract/sockets.js';
import { hereMs } from '../../dev/tests/machine.js';

/** On a usual machine. */
const usualWaitMs = 8_000;

/** Collects what arrives under one name, and lets a test wait for one of them, past or to come. */
export class Heard<Message> {
  readonly all: Message[] = [];
  private readonly waiting = new Set<(message: Message) => void>();

  add(message: Message): void {
    this.all.push(message);
    for (const look of [...this.waiting]) look(message);
  }

  /** The first message that fits, heard already or within eight seconds of a usual machine. */
  next(fits: (message: Message) => boolean = () => true, what = 'message'): Promise<Message> {
    const known = this.all.find(fits);
    if (known !== undefined) return Promise.resolve(known);
    const waitMs = hereMs(usualWaitMs);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`no such ${what} within ${waitMs} ms; heard: ${JSON.stringify(this.all)}`));
      }, waitMs);
      const look = (message: Message) => {
        if (!fits(message)) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(message);
      };
      this.waiting.add(look);
    });
  }
}

/** A client that knows the contract alone: it remembers everything that it is told. */
export class LiveClient {
  readonly inboxes = new Heard<Inbox>();
  readonly notifications = new Heard<LiveNotification>();
  readonly changes = new Heard<InboxChange>();
  readonly expired = new Heard<true>();
  readonly disconnects = new Heard<string>();

  private constructor(readonly socket: Socket<ServerToClient, ClientToServer>) {
    socket.on('inbox', (inbox) => {
      this.inboxes.add(inbox);
    });
    socket.on('notification', (notification) => {
      this.notifications.add(notification);
    });
    socket.on('inbox:changed', (change) => {
      this.changes.add(change);
    });
    socket.on('session:expired', () => {
      this.expired.add(true);
    });
    socket.on('disconnect', (reason) => {
      this.disconnects.add(reason);
    });
  }

  static async connect(url: string, auth: Handshake): Promise<LiveClient> {
    const socket: Socket<ServerToClient, ClientToServer> = io(url, {
      transports: ['websocket'],
      auth,
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 300,
    });
    const client = new LiveClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect_error', (error) => {
        socket.close();
        reject(error);
      });
      socket.once('inbox', () => {
        resolve();
      });
    });
    return client;
  }

  /** The notification of this event, heard already or soon. */
  event(name: string): Promise<LiveNotification> {
    return this.notifications.next(({ event }) => event === name, name);
  }

  /** Sends any message, sensible or not, and waits for the answer. */
  ask(name: 'sync' | 'auth', message: unknown): Promise<unknown> {
    const socket = this.socket as unknown as Asking;
    return socket.timeout(hereMs(usualWaitMs)).emitWithAck(name, message);
  }

  sync(from: { cursor: number; epoch?: string }): Promise<Inbox> {
    return this.ask('sync', from) as Promise<Inbox>;
  }

  close(): void {
    this.socket.close();
  }
}

/** As Socket.IO sees a client that keeps to no types. */
interface Asking {
  timeout(ms: number): { emitWithAck(name: string, message: unknown): Promise<unknown> };
}

/** Connects to the dashboard. Rejects with the refusal where the door is closed. */
export async function watchDashboard(
  url: string,
  token: string,
): Promise<{ dashboards: Heard<Dashboard>; close: () => void }> {
  const socket: Socket<DashboardToClient> = io(`${url}/dashboard`, {
    transports: ['websocket'],
    auth: { token },
    forceNew: true,
  });
  const dashboards = new Heard<Dashboard>();
  socket.on('dashboard', (dashboard) => {
    dashboards.add(dashboard);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (error) => {
      socket.close();
      reject(error);
    });
  });
  return { dashboards, close: () => socket.close() };
}

/** Knocks at a namespace. @returns the code that it refuses with, or undefined when it lets the caller in. */
export async function refusalOf(
  url: string,
  auth: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<string | undefined> {
  const socket = io(url, { transports: ['websocket'], auth, extraHeaders: headers, forceNew: true });
  try {
    return await new Promise((resolve) => {
      socket.once('connect', () => {
        resolve(undefined);
      });
      socket.once('connect_error', (error: Error & { data?: { code: string } }) => {
        resolve(error.data?.code ?? error.message);
      });
    });
  } finally {
    socket.close();
  }
}
