import { conflict } from '../errors.js';

export const notActive = () =>
  conflict('not_active', 'This booking is over: it has expired, or was cancelled or declined.');
