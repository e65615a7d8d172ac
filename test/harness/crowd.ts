import { expect } from 'chai';
import type { LiveNotification } from '../../contract/sockets.js';
import type { NotificationsPage } from '../../contract/api/notifications.js';
import type { Account } from './account.js';
import type { LiveClient } from './live-client.js';
import type { ParkMate } from './parkmate.js';
import { hereMs } from '../../dev/tests/machine.js';

/** One account and its socket, with the ids that it was sent, in order of arrival. */
interface Listener {
  account: Account;
  client: LiveClient;
  told: string[];
}

/** Many connected people, of whom we know what each was sent. */
export class Crowd {
  /** When the last of them was last told something, in milliseconds since 1970. */
  lastHeardAtMs = 0;
  private heard = 0;
  private readonly waiting = new Set<() => void>();

  private constructor(private readonly listeners: Listener[]) {}

  /** Connects these accounts, in turn to each of the API processes. */
  static async gather(parkmate: ParkMate, accounts: Account[]): Promise<Crowd> {
    const urls = parkmate.apis.map(({ url }) => url);
    const listeners = await Promise.all(
      accounts.map(async (account, index) => {
        const client = await account.listen({ url: urls[index % urls.length] ?? parkmate.url });
        return { account, client, told: [] };
      }),
    );
    const crowd = new Crowd(listeners);
    for (const listener of listeners) crowd.follow(listener);
    return crowd;
  }

  /**
   * Resolves as soon as so many notifications have arrived, all clients together.
   * @param withinUsualMs on a usual machine.
   */
  async hears(count: number, withinUsualMs: number): Promise<void> {
    if (this.heard >= count) return;
    const withinMs = hereMs(withinUsualMs);
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`heard ${this.heard} of ${count} notifications within ${withinMs} ms`));
      }, withinMs);
      const look = () => {
        if (this.heard < count) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
    });
  }

  /** What every client does by itself from time to time: asks for what it misses, from its own cursor on. */
  async catchUp(): Promise<void> {
    for (const listener of this.listeners) {
      const missed = await missedBy(listener);
      // Only now: some of it may have arrived meanwhile.
      const known = new Set(listener.told);
      listener.told.push(...missed.filter((id) => !known.has(id)));
    }
  }

  /** Nothing lost and nothing twice: everybody was sent exactly the rows of their inbox, which count without gaps. */
  async expectWholeInboxes(parkmate: ParkMate): Promise<void> {
    const { rows } = await parkmate.db.query<InboxRow>(
      `SELECT inboxes.user_id AS "userId", last_seq::int AS "lastSeq", unread_count AS "unreadCount",
              count(n.id)::int AS rows, count(n.id) FILTER (WHERE n.read_at IS NULL AND n.superseded_at IS NULL)::int AS unread,
              coalesce(max(n.seq), 0)::int AS highest, coalesce(array_agg(n.id::text) FILTER (WHERE n.id IS NOT NULL), '{}') AS ids
       FROM inboxes LEFT JOIN notifications n USING (user_id)
       GROUP BY inboxes.user_id`,
    );
    const inboxes = new Map(rows.map((row) => [row.userId, row]));
    for (const { account, told } of this.listeners) {
      const inbox = inboxes.get(account.id);
      if (!inbox) throw new Error('a client has no inbox');
      expect(told.length, 'notifications sent').to.equal(new Set(told).size);
      expect(told.toSorted(), 'notifications sent').to.deep.equal(inbox.ids.toSorted());
      expect(inbox, 'sequence and count').to.include({
        highest: inbox.rows,
        lastSeq: inbox.rows,
        unreadCount: inbox.unread,
      });
    }
  }

  /** Notifications that have arrived, all clients together. */
  get heardSoFar(): number {
    return this.heard;
  }

  /** Calls back for each notification as it arrives. */
  onNotification(listen: (notification: LiveNotification, account: Account) => void): void {
    for (const { account, client } of this.listeners) {
      client.socket.on('notification', (notification) => {
        listen(notification, account);
      });
    }
  }

  close(): void {
    for (const { client } of this.listeners) client.close();
  }

  private follow({ client, told }: Listener): void {
    const note = (ids: string[]) => {
      told.push(...ids);
      this.heard += ids.length;
      this.lastHeardAtMs = Date.now();
      for (const look of [...this.waiting]) look();
    };
    note(client.inboxes.all.flatMap(({ missed }) => missed.map(({ id }) => id)));
    client.socket.on('notification', ({ id }) => {
      note([id]);
    });
    client.socket.on('inbox', ({ missed }) => {
      note(missed.map(({ id }) => id));
    });
  }
}

interface InboxRow {
  userId: string;
  lastSeq: number;
  unreadCount: number;
  rows: number;
  unread: number;
  highest: number;
  ids: string[];
}

/** By `sync`, or over HTTP where the server says that the client is too far behind. */
async function missedBy({ account, client }: Listener): Promise<string[]> {
  const cursor = contiguous(client);
  const inbox = await client.sync({ cursor });
  if (inbox.recovered) return inbox.missed.map(({ id }) => id);
  const ids: string[] = [];
  for (let after = cursor; after < inbox.lastSeq;) {
    const { items } = await account.ok<NotificationsPage>('GET', `/notifications?after=${after}&limit=100`);
    ids.push(...items.map(({ id }) => id));
    after = items.at(-1)?.seq ?? inbox.lastSeq;
  }
  return ids;
}

/** The highest `seq` up to which a client was sent everything. */
function contiguous({ inboxes, notifications }: LiveClient): number {
  const seqs = new Set([
    ...inboxes.all.flatMap(({ missed }) => missed.map(({ seq }) => seq)),
    ...notifications.all.map(({ seq }) => seq),
  ]);
  let cursor = 0;
  while (seqs.has(cursor + 1)) cursor++;
  return cursor;
}
