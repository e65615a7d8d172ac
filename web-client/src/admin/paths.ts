/** Where the pages of admins are, below one route of the router. */
export const adminPaths = {
  overview: '/admin',
  businesses: '/admin/businesses',
  accounts: '/admin/accounts',
  broadcasts: '/admin/broadcasts',
  notifications: '/admin/notifications',
} as const;
