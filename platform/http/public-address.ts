import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { isIP, isIPv6, type LookupFunction } from 'node:net';
import { Address4, Address6 } from 'ip-address';

/** Of each question to a name server. */
const timeoutMs = 1_500;

/**
 * Finds the addresses of a name by asking name servers. The look-up of the operating system has four threads in a process, which it shares
 * with everything that computes: names that somebody else has chosen, and whose servers never answer, would hold up all of that.
 * @throws with the code of the resolver where there are none.
 */
async function addressesOf(name: string): Promise<LookupAddress[]> {
  // No name server knows it.
  if (/(^|\.)localhost\.?$/i.test(name)) return [{ address: '127.0.0.1', family: 4 }];
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const found = [
    ...(four.status === 'fulfilled' ? four.value : []).map((address) => ({ address, family: 4 })),
    ...(six.status === 'fulfilled' ? six.value : []).map((address) => ({ address, family: 6 })),
  ];
  if (found.length === 0)
    throw four.status === 'rejected' ? four.reason : new Error(`${name} has no address`);
  return found;
}

/** `addressesOf` for connections. */
export const lookUpName: LookupFunction = (name, { all }, done) => {
  addressesOf(name).then(
    (found) => {
      if (all) done(null, found);
      else done(null, found[0]?.address ?? '', found[0]?.family);
    },
    (error: unknown) => {
      done(error as NodeJS.ErrnoException, []);
    },
  );
};

const isPublic = (address: string): boolean =>
  (isIPv6(address) ? new Address6(address) : new Address4(address)).isGlobal();

/**
 * Whether the host of a URL is, or stands for, an address that is not a public one, also where it has others. A name that cannot be
 * looked up now is none. Names may change: what is sent there is checked at each connection.
 */
export async function isPrivateHost(url: string): Promise<boolean> {
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0) return !isPublic(host);
  const found = await addressesOf(host).catch(() => []);
  return found.some(({ address }) => !isPublic(address));
}
