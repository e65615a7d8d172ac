import { AbstractConnector, Redis, type RedisOptions } from 'ioredis';
import { connect as connectTcp, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

const askWithinMs = 1_000;

interface Address {
  host: string;
  port: number;
}

/**
 * Connection options that follow the Cluster master of a key's slot through failovers. All keys share one slot, so that the
 * rest of the code sees a Cluster as a single Redis. Pub/sub uses the same node; the Cluster bus forwards messages between
 * nodes, so that a former master still delivers.
 *
 * ioredis' own `Cluster` publishes and subscribes at nodes of its own choice, and the loss of such a node can lose messages
 * unnoticed.
 * @param nodes some nodes of the Cluster, of which one must answer.
 * @param resend whether a command that was answered with MOVED is sent again to the new master, or fails.
 */
export function followMaster(nodes: string[], key: string, resend: boolean): RedisOptions {
  return {
    Connector: connectorTo(nodes, key),
    // A node that is partitioned off answers CLUSTERDOWN while a replica elsewhere may have been promoted.
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

    /** While no master is known the stream is a destroyed one, so that ioredis retries. */
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

/** Asks the nodes in turn, starting at a random one, since the first may be down. */
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

/** Any other node answers MOVED with the master's address. */
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
