import type { Request } from 'express';
import { networkOf } from '../http/network-of.js';

/** The usual IPv6 prefix of one subscriber, who controls all addresses in it. */
const ipv6PrefixBits = 64;
const longestDevice = 200;

/** The caller's IP address; for IPv6 the /64 prefix. */
export const addressOf = (req: Request): string => networkOf(req.ip ?? 'unknown', ipv6PrefixBits);

/** The caller's User-Agent as one printable line. */
export function deviceOf(req: Request): string | undefined {
  const plain = (req.get('User-Agent') ?? '').replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return Array.from(plain).slice(0, longestDevice).join('') || undefined;
}
