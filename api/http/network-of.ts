import { Address6 } from 'ip-address';
import { isIPv6 } from 'node:net';

/**
 * The key under which limits count an IP address: itself for IPv4, its network for IPv6, whose subscriber controls all addresses
 * in it.
 * @param prefixBits length of the IPv6 prefix; providers commonly give a subscriber a /56.
 */
export function networkOf(address: string, prefixBits = 56): string {
  if (!isIPv6(address)) return address;
  const parsed = new Address6(address);
  return parsed.isMapped4()
    ? parsed.to4().correctForm()
    : new Address6(`${address}/${prefixBits}`).networkForm();
}
