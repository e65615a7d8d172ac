import type { Caller } from '../../domain/accounts/caller.js';
import { openDomain, type Domain } from './domain.js';

/** A lot with its owner, and a user who books there. */
export interface OpenLot {
  domain: Domain;
  owner: Caller;
  user: Caller;
  lotId: string;
  slotIds: string[];
}

async function openLot(domain: Domain, slotCount: number): Promise<OpenLot> {
  const user = await domain.account('user');
  const { owner, lot } = await domain.lot(slotCount);
  return { domain, owner, user, lotId: lot.id, slotIds: lot.slots.map(({ id }) => id) };
}

/** For a suite whose tests share one lot. */
export function useLot(slotCount: number, take: (opened: OpenLot) => void): void {
  let domain: Domain;
  before(async () => {
    domain = await openDomain();
    take(await openLot(domain, slotCount));
  });
  after(() => domain.close());
}

/** For a suite each of whose tests has a lot of its own, all in one database. */
export function useLotForEach(slotCount: number, take: (opened: OpenLot) => void): void {
  let domain: Domain;
  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.close());
  beforeEach(async () => {
    take(await openLot(domain, slotCount));
  });
}
