/** Where the pages of owners are, below one route of the router. */
export const businessPaths = {
  places: '/business',
  lot: '/business/lots/:id',
  team: '/business/team/:id',
  webhooks: '/business/webhooks',
  webhook: '/business/webhooks/:id',
  dashboard: '/dashboard',
} as const;

/** The paths that fit this one, with what stands for the parameter. */
export const matcherOf = (path: string): RegExp => new RegExp(`^${path.replace(/:\w+/, '([\\w-]+)')}$`);
