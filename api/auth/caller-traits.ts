import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';

/** What one line gets of the addresses of IPv6; whoever has one has all of them. */
const ipv6SubnetBits = 64;
const longestDevice = 200;

/** The network address of a caller, the same for all addresses that one line has. */
export const addressOf = (req: Request): string => ipKeyGenerator(req.ip ?? 'unknown', ipv6SubnetBits);

/** What a caller's program calls itself, as one line that is fit to be shown. */
export function deviceOf(req: Request): string | undefined {
  const plain = (req.get('User-Agent') ?? '').replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return Array.from(plain).slice(0, longestDevice).join('') || undefined;
}
