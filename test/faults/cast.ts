import type { Business, CreatedLot } from '../../contract/api/businesses.js';
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

/** Opens a business with so many slots. */
export async function openLot(owner: Account, slotCount: number): Promise<string[]> {
  const business = await owner.ok<Business>('POST', '/businesses', { name: 'Faulty Parking' });
  const lot = await owner.ok<CreatedLot>('POST', `/businesses/${business.id}/lots`, {
    name: 'Test Lot',
    address: 'Test Street 1',
    timezone: 'Europe/Berlin',
    slotCount,
    hourlyRate: { amount: 300, currency: 'EUR' },
  });
  return lot.slots.map(({ id }) => id);
}
