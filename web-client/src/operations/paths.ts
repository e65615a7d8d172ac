/** Where the pages of operators are, below one route of the router. */
export const operationsPaths = {
  overview: '/operations',
  queue: '/operations/queues/:name',
  audit: '/operations/audit',
  results: '/operations/bookings',
  story: '/operations/bookings/:id',
} as const;

/** The paths that fit this one, with what stands for the parameter. */
export const matcherOf = (path: string): RegExp => new RegExp(`^${path.replace(/:\w+/, '([\\w-]+)')}$`);
