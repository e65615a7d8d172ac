/** Keeps everything that ParkMate stores in Redis in one hash slot, so that one node of a Cluster holds it. */
export const keyPrefix = '{parkmate}';

/**
 * Commands are tried on this key, which holds a string for a moment. Redis looks at a user's rights first and at the
 * type of the key afterwards, so that a right is proved by WRONGTYPE as well, and nothing is changed.
 */
export const probeKey = `${keyPrefix}:probe`;
