import { countOffence } from './address-limit.js';
import { countTraffic, cutOff, type Connection } from './connection.js';

/** Each refusal has cost the check of a token. */
const mostRefusals = 5;

/** Cuts off a client that sends more than any that means well, and has its address wait for the next one. */
export function punish(connection: Connection): void {
  countOffence(connection);
  cutOff(connection);
}

/** Does so to a client that goes on guessing. */
export function countRefusal(connection: Connection): void {
  const traffic = countTraffic(connection);
  traffic.refusals += 1;
  if (traffic.refusals > mostRefusals) punish(connection);
}
