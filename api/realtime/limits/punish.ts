import { countOffence } from './address-limit.js';
import { countTraffic, cutOff, type Connection } from './connection.js';

/** Refused joins before a connection is closed: each costs a token check. */
const mostRefusals = 5;

/** Closes the connection of an abusive client, and delays its address's next handshake. */
export function punish(connection: Connection): void {
  countOffence(connection);
  cutOff(connection);
}

/** Counts refused joins, and punishes a client that keeps guessing tokens. */
export function countRefusal(connection: Connection): void {
  const traffic = countTraffic(connection);
  traffic.refusals += 1;
  if (traffic.refusals > mostRefusals) punish(connection);
}
