import { statement } from '../../platform/statement.js';

/**
 * Lets what one user makes be counted, one after the other. To be run before the statement that counts and not as a part
 * of it: a statement sees what was committed before it began, and not what it has waited for. It comes before the locks
 * of bookings and slots, or two who take both would wait for each other.
 */
export const lockUser = statement('lock-user', 'SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE');
