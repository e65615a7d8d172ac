import type { Inbox } from '../../contract/sockets.js';
import type { Account } from './account.js';
import type { LiveClient } from './live-client.js';
import type { ParkMate } from './parkmate.js';

type Options = Parameters<Account['listen']>[0];

/** The open sockets of a test, closed together. */
export class Tabs {
  private opened: LiveClient[] = [];

  async open(account: Account, options: Options = {}): Promise<LiveClient> {
    const tab = await account.listen(options);
    this.opened.push(tab);
    return tab;
  }

  /** Two tabs of one account, at two API processes. */
  async openTwo(account: Account, { apis }: ParkMate): Promise<[LiveClient, LiveClient]> {
    const [first, second] = apis;
    if (!first || !second) throw new Error('there are no two API processes');
    return Promise.all([this.open(account, { url: first.url }), this.open(account, { url: second.url })]);
  }

  /** What a new tab is greeted with. */
  async greeting(account: Account, options: Options = {}): Promise<Inbox> {
    return (await this.open(account, options)).inboxes.next();
  }

  closeAll(): void {
    for (const tab of this.opened) tab.close();
    this.opened = [];
  }
}

/** One more notification for every user. */
export const tellUsers = (admin: Account) =>
  admin.ok('POST', '/broadcasts', { title: 'Hello', message: 'All of you', audience: 'users' });

/** A user who has this many notifications. */
export async function userWith(parkmate: ParkMate, admin: Account, count: number): Promise<Account> {
  const user = await parkmate.account('user');
  for (let n = 0; n < count; n++) await tellUsers(admin);
  await parkmate.settled();
  return user;
}
