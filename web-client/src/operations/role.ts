import { session } from '../session/session.js';

/** Operators act; admins only read. The server decides, this only hides what it would refuse. */
export function mayAct(): boolean {
  const state = session.value;
  return state.status === 'signed-in' && state.user.role === 'operator';
}
