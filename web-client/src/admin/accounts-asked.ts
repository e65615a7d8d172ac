import { adminPaths } from './paths.js';

/** The address that asks for accounts that begin so. */
export const addressOfSearch = (search: string): string =>
  search === ''
    ? adminPaths.accounts
    : `${adminPaths.accounts}?${new URLSearchParams({ search }).toString()}`;
