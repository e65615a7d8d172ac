/** A password may hold a comma; what follows one that separates is a scheme. */
const separator = /,\s*(?=rediss?:\/\/)/;

/** `REDIS_URL` is the address of one Redis or, where it names several, of nodes of one Redis Cluster. */
export const redisNodes = (url: string): string[] => url.split(separator).map((node) => node.trim());

/** Whether these can be nodes of one Cluster: all are entered in the same way, and a Cluster has no numbered databases. */
export function areOfOneCluster(nodes: string[]): boolean {
  const urls = nodes.map((node) => new URL(node));
  const entries = new Set(
    urls.map(({ protocol, username, password }) => [protocol, username, password].join(' ')),
  );
  return entries.size === 1 && urls.every(({ pathname }) => /^\/?0?$/.test(pathname));
}
