import { appendFileSync } from 'node:fs';
import { io, type Socket } from 'socket.io-client';
import type { Notification } from '../../contract/notification.js';
import type {
  ClientToServer,
  Inbox as InboxMessage,
  Refusal,
  ServerToClient,
} from '../../contract/sockets.js';
import { Feed } from '../../web-client/src/live/feed.js';
import { Inbox } from '../../web-client/src/live/inbox.js';
import type { Position } from '../../web-client/src/live/inbox-cursor.js';
import type { Account } from '../harness/account.js';

/** Mistakes that a client could make, to see that the checker finds them. */
export type ClientFlaw = 'no pull on reconnect';

export interface Shown {
  id: string;
  seq: number;
  /** Milliseconds since 1970. */
  time: number;
  event: string;
}

export interface ClientOptions {
  name: string;
  /** Where it appends what it shows. */
  file: string;
  flaw?: ClientFlaw | undefined;
}

const ackWithinMs = 3_000;
const pageSize = 100;

/** Somebody's client: the web client's own feed on a real socket, with a record of everything that it gets. */
export class Client {
  /** What it told its user of, in order. */
  readonly shown: Shown[] = [];
  /** What it read over HTTP instead, after it was told to start again. */
  readonly reloaded = new Set<string>();
  /** Every id that any frame or answer held. */
  readonly received = new Set<string>();
  readonly refusals: string[] = [];
  /** What it presents when it connects. */
  token: string;
  /** When it was last given its inbox, in milliseconds since 1970. */
  servedAt = 0;
  readonly socket: Socket<ServerToClient, ClientToServer>;
  private readonly feed: Feed;
  private reloads = 0;
  private reloading: Promise<void> = Promise.resolve();
  private position: Position = { cursor: 0, epoch: undefined };

  constructor(
    readonly account: Account,
    private readonly options: ClientOptions,
  ) {
    this.feed = new Feed(new Inbox(), {
      serverNow: () => Date.now(),
      sync: (from) => this.ask(from),
      reload: () => {
        this.reloads++;
        this.reloading = this.reload();
      },
      keepPosition: (position) => {
        this.position = position;
      },
      heard: (fresh) => {
        for (const notification of fresh) this.show(notification);
      },
      show: () => undefined,
      showDigest: () => undefined,
      withdraw: () => undefined,
    });
    this.token = account.token;
    const { url } = account.access;
    this.socket = io(url, {
      transports: ['websocket'],
      auth: (send) => {
        send({ token: this.token, ...this.position });
      },
      forceNew: true,
      autoConnect: false,
      reconnectionDelay: 100,
      reconnectionDelayMax: 1_000,
      randomizationFactor: 0.9,
    });
    this.listen();
  }

  get name(): string {
    return this.options.name;
  }

  connect(): this {
    this.socket.connect();
    return this;
  }

  /** Resolves with the next `inbox`, which says that the client is served. */
  served(): Promise<void> {
    return new Promise((resolve) =>
      this.socket.once('inbox', () => {
        resolve();
      }),
    );
  }

  /** Forgets what it has recorded, though not its cursor. */
  forget(): void {
    this.shown.length = 0;
    this.received.clear();
    this.reloaded.clear();
    this.reloads = 0;
  }

  /** Resolves when it has been told to start again, and has. */
  async reloadedOnce(): Promise<void> {
    while (this.reloads === 0) await this.served();
    await this.reloading;
  }

  /** Resolves when the connection has ended. */
  async disconnected(): Promise<void> {
    if (!this.socket.connected) return;
    await new Promise((resolve) => this.socket.once('disconnect', resolve));
  }

  /** Pulls until there is no gap, as the client does every 30 s. @returns whether an answer came. */
  async pull(): Promise<boolean> {
    if (!this.socket.connected) return false;
    const answer = await this.ask(this.feed.position).catch(() => undefined);
    if (!answer || !('missed' in answer)) return false;
    this.onInbox(answer);
    await this.reloading;
    return true;
  }

  close(): void {
    this.feed.stop();
    this.socket.close();
  }

  private async ask({ cursor, epoch }: Position): Promise<InboxMessage | Refusal> {
    const from = { cursor, ...(epoch === undefined ? {} : { epoch }) };
    const answer = (await this.socket.timeout(ackWithinMs).emitWithAck('sync', from)) as
      InboxMessage | Refusal;
    if ('missed' in answer) for (const { id } of answer.missed) this.received.add(id);
    return answer;
  }

  private listen(): void {
    const { socket } = this;
    socket.on('connect_error', (error) => this.refusals.push(error.message));
    socket.on('inbox', (inbox) => {
      this.servedAt = Date.now();
      this.onInbox(inbox);
    });
    socket.on('notification', (notification) => {
      this.received.add(notification.id);
      this.feed.onNotification(notification);
    });
    socket.on('inbox:changed', (change) => {
      const { readIds = [], archivedIds = [], supersededIds = [] } = change;
      for (const id of [...readIds, ...archivedIds, ...supersededIds]) this.received.add(id);
      this.feed.onChange(change);
    });
  }

  private onInbox(inbox: InboxMessage): void {
    for (const { id } of inbox.missed) this.received.add(id);
    this.feed.onInbox(this.options.flaw === 'no pull on reconnect' ? { ...inbox, missed: [] } : inbox);
    this.position = this.feed.position;
  }

  private show({ id, seq, event }: Notification): void {
    const time = Date.now();
    this.shown.push({ id, seq, time, event });
    appendFileSync(this.options.file, `${JSON.stringify({ id, seq, user: this.account.id, time })}\n`);
  }

  private async reload(): Promise<void> {
    for (let after = 0; ;) {
      const { body } = await this.account.call<{ items: Notification[] }>(
        'GET',
        `/notifications?after=${after}&limit=${pageSize}`,
      );
      for (const { id } of body.items) this.reloaded.add(id);
      const last = body.items.at(-1);
      if (!last || body.items.length < pageSize) return;
      after = last.seq;
    }
  }
}
