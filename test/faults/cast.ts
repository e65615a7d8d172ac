import type { Account } from '../harness/account.js';
import type { Client } from './client.js';

/** Who and what a scenario plays with. */
export interface Cast {
  owner: Account;
  users: Account[];
  slots: string[];
  /** Whose each slot is, where there is more than one owner. */
  ownerOf: Map<string, Account>;
  /** Of the owner and of every user. */
  clients: Client[];
  /** Those that are running. */
  loads: Set<{ stop(): Promise<void> }>;
}
