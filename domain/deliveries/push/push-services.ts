/**
 * The push services of the browsers: of Google (Chrome and those made of it), Mozilla, Apple and Microsoft. An address of a subscription
 * comes from a client, so that any other one could make the workers send requests wherever somebody likes (SSRF).
 */
const hosts = ['fcm.googleapis.com', 'jmt17.google.com', 'web.push.apple.com'];
const domains = ['.push.services.mozilla.com', '.push.apple.com', '.notify.windows.com'];

/** Where a subscription leads. */
export interface PushService {
  /** For the provider's name: its host, and its port where that is not the usual one. */
  host: string;
  /** Whether the settings name it, which then may be at a private address. */
  isOurs: boolean;
}

/**
 * The push service that an endpoint belongs to, or undefined for an address of anything else.
 * @param ours those that the settings add, with their ports
 */
export function pushServiceOf(endpoint: string, ours: readonly string[]): PushService | undefined {
  if (!URL.canParse(endpoint)) return undefined;
  const { protocol, username, password, host, hostname, port, hash } = new URL(endpoint);
  if (protocol !== 'https:' || username + password + hash !== '') return undefined;
  if (ours.includes(host)) return { host, isOurs: true };
  const isKnown = hosts.includes(hostname) || domains.some((domain) => hostname.endsWith(domain));
  return port === '' && isKnown ? { host, isOurs: false } : undefined;
}
