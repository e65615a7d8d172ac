import { AbstractConnector, Redis, type RedisOptions } from 'ioredis';
import { connect as connectTcp, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

const askWithinMs = 1_000;

interface Address {
  host: string;
  port: number;
}

/**
 * What a connection needs so that it leads to the node of a Cluster that holds a key, whichever that is by then. Since one
 * node holds all that ParkMate stores, a Cluster is to everybody else what a single Redis is: it is there, or it is away,
 * with all of it. Messages are published and heard at that node too, or at the one that held the key before, for as long
 * as that is part of the Cluster: they cross to every node.
 *
 * Not ioredis' own `Cluster`: its publishers and subscribers are at nodes of their own choice, and the loss of one of them
 * can lose messages without anybody here noticing.
 * @param nodes some of the Cluster, of which one must answer.
 * @param resend whether a command that came to a node that no longer holds the key is sent to the one that does, or fails.
 */
export function followMaster(nodes: string[], key: string, resend: boolean): RedisOptions {
  return {
    Connector: connectorTo(nodes, key),
    // A node that was cut off from the others says that the Cluster is down, while another may have taken its place.
    reconnectOnError: (error) => /^(MOVED|CLUSTERDOWN) /.test(error.message) && (resend ? 2 : 1),
  };
}

function connectorTo(nodes: string[], key: string): NonNullable<RedisOptions['Connector']> {
  return class ClusterMasterConnector extends AbstractConnector {
    private readonly tls: RedisOptions['tls'];

    constructor(options: unknown) {
      const { disconnectTimeout = 2_000, tls } = options as RedisOptions;
      super(disconnectTimeout);
      this.tls = tls;
    }

    connect(): Promise<Socket> {
      this.connecting = true;
      return this.open();
    }

    /** While nobody knows the master, the stream is a broken one: whoever asked for it knows what to do with those. */
    private async open(): Promise<Socket> {
      const master = await findMaster(nodes, key).catch((error: unknown) => {
        this.firstError = error as Error;
      });
      if (!this.connecting) throw new Error('Connection is closed.');
      if (!master) return brokenStream();
      const stream = this.tls ? connectTls({ ...master, ...this.tls }) : connectTcp(master);
      stream.once('error', (error: Error) => {
        this.firstError = error;
      });
      this.stream = stream;
      return stream;
    }
  };
}

function brokenStream(): Socket {
  const stream = new Socket();
  stream.destroy();
  return stream;
}

/** Asks one node after the other, in any order, since the first that is named may be the one that is away. */
async function findMaster(nodes: string[], key: string): Promise<Address> {
  const first = Math.floor(Math.random() * nodes.length);
  let reason: unknown;
  for (const node of [...nodes.slice(first), ...nodes.slice(0, first)]) {
    try {
      return await askForMaster(node, key);
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}

/** A node that does not hold a key says who does. */
async function askForMaster(node: string, key: string): Promise<Address> {
  const redis = new Redis(node, {
    ...{ connectTimeout: askWithinMs, commandTimeout: askWithinMs },
    ...{ retryStrategy: () => null, enableReadyCheck: false },
  });
  const { host = '', port = 0 } = redis.options;
  let reason: Error | undefined;
  redis.on('error', (error: Error) => (reason = error));
  try {
    await redis.exists(key);
    return { host, port };
  } catch (error) {
    const [, newHost, newPort] = /^MOVED \d+ (.*):(\d+)$/.exec((error as Error).message) ?? [];
    // The rejection says only that the connection is closed; the event says why.
    if (newPort === undefined) throw reason ?? error;
    return { host: newHost === '' || newHost === undefined ? host : newHost, port: Number(newPort) };
  } finally {
    redis.disconnect();
  }
}
