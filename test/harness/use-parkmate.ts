import type { Account } from './account.js';
import type { Cast } from './cast.js';
import { ParkMate, type Options } from './parkmate.js';
import { Tabs } from './tabs.js';

/** What a suite runs against: the processes, an owner's lot with a user, and an admin. */
export interface Running {
  parkmate: ParkMate;
  cast: Cast;
  admin: Account;
}

/** For a suite that shares its processes. @returns tabs that are closed after each test. */
export function useParkMate(options: Options, take: (running: Running) => void): Tabs {
  const tabs = new Tabs();
  let parkmate: ParkMate;
  before(async () => {
    parkmate = await ParkMate.start(options);
    const cast = await parkmate.cast.business();
    take({ parkmate, cast, admin: await parkmate.account('admin') });
  });
  afterEach(() => {
    tabs.closeAll();
  });
  after(() => parkmate.stop());
  return tabs;
}
