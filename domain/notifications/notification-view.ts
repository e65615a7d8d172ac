import { isoInstant } from '../../platform/postgres/sql.js';

/** The fields of a notification as the contract shows it, for `json_build_object` and its like. Alias `n`. */
export const notificationFields = `
  'id', n.id, 'seq', n.seq, 'event', n.event, 'type', n.type, 'title', n.title, 'message', n.message,
  'data', n.data, 'link', n.link,
  'validUntil', ${isoInstant('n.valid_until')}, 'supersededAt', ${isoInstant('n.superseded_at')},
  'createdAt', ${isoInstant('n.created_at')}, 'readAt', ${isoInstant('n.read_at')}`;

/** A notification as the contract shows it, as one JSON object. Alias `n`. */
export const notificationJson = `jsonb_build_object(${notificationFields})`;
