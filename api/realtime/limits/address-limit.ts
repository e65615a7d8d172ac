import type { IncomingMessage } from 'node:http';
import { networkOf } from '../../http/network-of.js';
import type { Connection } from './connection.js';
import { TokenBucket } from './token-bucket.js';

/** Web sockets per address. A whole office behind NAT may reconnect in the same second. */
const handshakes = { burst: 5_000, perSecond: 300 };

/** Offences per address before its handshakes are delayed. */
const offences = { burst: 50, perSecond: 1 };

/** The delay of a handshake, which slows down reconnect loops and hardly harms others at the same address. */
const waitMs = 1_000;
const mostWaiting = 500;

const longestUrl = 2_048;

const sweepEveryMs = 30_000;

type Verdict = (refusal: string | null, isAdmitted: boolean) => void;

class Address {
  readonly handshakes = new TokenBucket(handshakes);
  readonly offences = new TokenBucket(offences);
  waiting = 0;

  get isForgotten(): boolean {
    return this.waiting === 0 && this.handshakes.isFull() && this.offences.isFull();
  }
}

/** By handshake. A property of the request itself would turn it into a hash table in V8, of 1.5 KB for each socket. */
const addresses = new WeakMap<IncomingMessage, Address>();

/** Limits handshakes by address, before authentication. */
export class AddressLimit {
  private readonly byAddress = new Map<string, Address>();
  private readonly timer = setInterval(() => {
    for (const [name, address] of this.byAddress) if (address.isForgotten) this.byAddress.delete(name);
  }, sweepEveryMs).unref();

  /** @param isLimited false for load tests, which come from one address. */
  constructor(private readonly isLimited: boolean) {}

  readonly admit = (request: IncomingMessage, verdict: Verdict): void => {
    const address = this.of(request);
    addresses.set(request, address);
    // The URL is kept in memory for as long as the connection lasts.
    if ((request.url ?? '').length > longestUrl) verdict('The address is too long.', false);
    else if (this.isLimited && !address.handshakes.take()) verdict('too_many_requests', false);
    else if (!address.offences.isEmpty()) verdict(null, true);
    else if (address.waiting >= mostWaiting) verdict('too_many_requests', false);
    else keepWaiting(address, request, verdict);
  };

  stop(): void {
    clearInterval(this.timer);
  }

  private of(request: IncomingMessage): Address {
    // Express' `req.ip`, which honours TRUST_PROXY: the server's requests have Express' prototype.
    const { ip = request.socket.remoteAddress } = request as IncomingMessage & { ip?: string };
    const name = networkOf(ip ?? 'unknown');
    let address = this.byAddress.get(name);
    if (!address) {
      address = new Address();
      this.byAddress.set(name, address);
    }
    return address;
  }
}

function keepWaiting(address: Address, { socket }: IncomingMessage, verdict: Verdict): void {
  // No other 'error' listener is attached yet, and an unhandled 'error' event would end the process.
  const ignore = () => undefined;
  socket.on('error', ignore);
  address.waiting += 1;
  setTimeout(() => {
    address.waiting -= 1;
    verdict(null, true);
    socket.off('error', ignore);
  }, waitMs).unref();
}

/** Counts an offence for the connection's address. */
export function countOffence({ request }: Connection): void {
  const address = addresses.get(request);
  if (address && !address.offences.isEmpty()) address.offences.spend(1);
}
