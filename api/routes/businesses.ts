import {
  business,
  businessBody,
  businessHours,
  createdLot,
  listedBusiness,
  lot,
  lotBody,
  lotChange,
  lotSummary,
  lotsQuery,
  ownLot,
  ownLotSummary,
  slotChange,
  type Lot,
  type LotSummary,
  type LotsQuery,
} from '../../contract/api/businesses.js';
import { idParams, page, pageQuery, type Page } from '../../contract/values.js';
import { addLot } from '../../domain/businesses/add-lot.js';
import { changeLot } from '../../domain/businesses/change-lot.js';
import { changeSlot } from '../../domain/businesses/change-slot.js';
import { createBusiness } from '../../domain/businesses/create-business.js';
import { listBusinesses } from '../../domain/businesses/list-businesses.js';
import { findLot, listLots } from '../../domain/businesses/list-lots.js';
import { findOwnLot, listOwnLots } from '../../domain/businesses/own-lots.js';
import type { OwnerLimits } from '../../domain/businesses/owner-limits.js';
import { readHours } from '../../domain/businesses/read-hours.js';
import { renameBusiness } from '../../domain/businesses/rename-business.js';
import type { Database } from '../../platform/postgres/database.js';
import { CoalescedReads } from '../../platform/async/coalesced-reads.js';
import { presentBusiness } from './presenters/present-business.js';
import { route, type Route } from '../http/route.js';

const owners = ['owner'] as const;

/** Anybody may read these, as often as the limits allow, and for everybody they say the same. */
function publicLots() {
  const lists = new CoalescedReads<Page<LotSummary>>();
  const lots = new CoalescedReads<Lot>();
  return {
    // The inside of a transaction is one caller's own.
    list: (db: Database, query: LotsQuery) =>
      db.isTransaction ? listLots(db, query) : lists.read(JSON.stringify(query), () => listLots(db, query)),
    find: (db: Database, id: string) =>
      db.isTransaction ? findLot(db, id) : lots.read(id, () => findLot(db, id)),
  };
}

export function businessRoutes(limits: OwnerLimits): Route[] {
  const lots = publicLots();
  return [
    route({
      method: 'post',
      path: '/businesses',
      tag: 'Businesses',
      summary: 'Open a business of your own',
      description: '409 `too_many_businesses` when you have as many as one owner may.',
      who: owners,
      body: businessBody,
      answer: { status: 201, schema: business },
      problems: [409],
      handle: async ({ db, caller, body }) =>
        presentBusiness(await createBusiness(db, caller, body.name, limits)),
    }),
    route({
      method: 'patch',
      path: '/businesses/:id',
      tag: 'Businesses',
      summary: 'Rename your business',
      who: owners,
      params: idParams,
      body: businessBody,
      answer: { status: 200, schema: business },
      problems: [404],
      handle: async ({ db, caller, params, body }) =>
        presentBusiness(await renameBusiness(db, caller, params.id, body.name)),
    }),
    route({
      method: 'get',
      path: '/businesses',
      tag: 'Businesses',
      summary: 'List your businesses; admins list all',
      who: ['owner', 'admin'],
      query: pageQuery,
      answer: { status: 200, schema: page(listedBusiness) },
      problems: [],
      handle: ({ db, caller, query }) => listBusinesses(db, caller, query),
    }),
    route({
      method: 'get',
      path: '/businesses/:id/hours',
      tag: 'Businesses',
      summary:
        'Show the last 24 hours of your business: slots taken, bookings that ended, and revenue; admins see any',
      who: ['owner', 'admin'],
      params: idParams,
      answer: { status: 200, schema: businessHours },
      problems: [404],
      handle: ({ db, caller, params }) => readHours(db, caller, params.id),
    }),
    route({
      method: 'post',
      path: '/businesses/:id/lots',
      tag: 'Lots',
      summary: 'Add a lot with its slots to your business',
      description: '409 `too_many_lots` or `too_many_slots` when you have as many as one owner may.',
      who: owners,
      params: idParams,
      body: lotBody,
      answer: { status: 201, schema: createdLot },
      problems: [404, 409],
      handle: ({ db, caller, params, body }) => addLot(db, caller, params.id, body, limits),
    }),
    route({
      method: 'get',
      path: '/businesses/:id/lots',
      tag: 'Lots',
      summary: 'List the lots of your business; admins see those of any',
      description: 'Newest first, lots that were withdrawn too.',
      who: ['owner', 'admin'],
      params: idParams,
      query: pageQuery,
      answer: { status: 200, schema: page(ownLotSummary) },
      problems: [404],
      handle: ({ db, caller, params, query }) => listOwnLots(db, caller, params.id, query),
    }),
    route({
      method: 'get',
      path: '/lots',
      tag: 'Lots',
      summary: 'List the lots with how many slots are free now',
      description:
        'Lots of approved businesses first, and newer before older ones. `?search=`: those whose name or address has a word ' +
        'that begins so, for every word that is given.',
      who: 'anybody',
      query: lotsQuery,
      answer: { status: 200, schema: page(lotSummary) },
      problems: [],
      handle: ({ db, query }) => lots.list(db, query),
    }),
    route({
      method: 'get',
      path: '/lots/:id',
      tag: 'Lots',
      summary: 'Show a lot with each of its slots',
      who: 'anybody',
      params: idParams,
      answer: { status: 200, schema: lot },
      problems: [404],
      handle: ({ db, params }) => lots.find(db, params.id),
    }),
    route({
      method: 'patch',
      path: '/lots/:id',
      tag: 'Lots',
      summary: 'Change your lot, or add slots to it',
      description:
        'What is left out stays. A new rate counts for periods that are booked or renewed from now on; what was booked keeps ' +
        'its price. The currency cannot change (409 `currency_fixed`), since a payment may span periods of several rates. ' +
        '`addSlots` continues the codes of the lot; 409 `too_many_slots` when it would have over 1000, or you more than one ' +
        'owner may (`limit`), retired ones included. A lot that was withdrawn can be changed as well.',
      who: owners,
      params: idParams,
      body: lotChange,
      answer: { status: 200, schema: lot },
      problems: [404, 409],
      handle: ({ db, caller, params, body }) => changeLot(db, caller, params.id, body, limits),
    }),
    route({
      method: 'get',
      path: '/lots/:id/slots',
      tag: 'Lots',
      summary: 'Show your lot with all of its slots, retired ones too',
      description: 'Also a lot that was withdrawn.',
      who: owners,
      params: idParams,
      answer: { status: 200, schema: ownLot },
      problems: [404],
      handle: ({ db, caller, params }) => findOwnLot(db, caller, params.id),
    }),
    route({
      method: 'patch',
      path: '/slots/:id',
      tag: 'Lots',
      summary: 'Rename, retire or restore a slot of yours',
      description:
        'Answers its lot. What is left out stays. A slot that is `retired` is shown to nobody else, and takes no new bookings and no ' +
        'renewals (409 `slot_retired`); bookings that were made before go on. 409 `slot_code_taken` when another slot of the lot, ' +
        'retired or not, has the code.',
      who: owners,
      params: idParams,
      body: slotChange,
      answer: { status: 200, schema: ownLot },
      problems: [404, 409],
      handle: ({ db, caller, params, body }) => changeSlot(db, caller, params.id, body),
    }),
  ];
}
