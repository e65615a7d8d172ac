import { rawCharacterProblem } from '../connection-url.js';

/** A password may contain a comma; a separating comma is followed by a scheme. */
const separator = /,\s*(?=rediss?:\/\/)/;

/** `REDIS_URL` is the address of one Redis or, where it names several, of nodes of one Redis Cluster. */
export const redisNodes = (url: string): string[] => url.split(separator).map((node) => node.trim());

/** Whether these can be nodes of one Cluster: same scheme and credentials, and no database number. */
export function areOfOneCluster(nodes: string[]): boolean {
  const urls = nodes.map((node) => new URL(node));
  const entries = new Set(
    urls.map(({ protocol, username, password }) => [protocol, username, password].join(' ')),
  );
  return entries.size === 1 && urls.every(({ pathname }) => /^\/?0?$/.test(pathname));
}

/** The problem of a `REDIS_URL`, phrased to follow the setting's name, or undefined. It never contains the URL, which is a secret. */
export function redisUrlProblem(text: string): string | undefined {
  const nodes = redisNodes(text);
  for (const problemOf of [rawCharacterProblem, nodeProblem]) {
    const problem = nodes.map(problemOf).find((one) => one !== undefined);
    if (problem !== undefined) return problem;
  }
  return nodes.length === 1 || areOfOneCluster(nodes)
    ? undefined
    : 'must name all nodes of a Cluster with one scheme, user and password, and no database';
}

function nodeProblem(node: string): string | undefined {
  const [, host] = /^rediss?:\/\/(?:[^/?]*@)?([^/?]*)/i.exec(node) ?? [];
  // ioredis would connect to localhost.
  if (host !== undefined && /^(:\d*)?$/.test(host)) return `names no host: it takes the form ${form}`;
  if (host === undefined || host.includes(',') || !URL.canParse(node))
    return `must be a URL such as ${form} or rediss://…, or several, separated by commas, of one Cluster`;
  const { port, pathname, searchParams } = new URL(node);
  if (port === '0') return 'has the port 0: name the one that Redis listens on, 6379 unless it was set';
  if (!/^\/?\d*$/.test(pathname))
    return 'has a path that is no number of a database: behind the host, write /0 or nothing';
  // ioredis merges query parameters into its options, where they would override ours.
  if ([...searchParams].some(([name, value]) => name !== 'family' || !/^[046]$/.test(value)))
    return 'has an unknown parameter: there is only family=4 or family=6, the kind of address';
  return undefined;
}

const form = 'redis://user:password@host:6379';
