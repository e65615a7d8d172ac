import { setTimeout as wait } from 'node:timers/promises';
import type { ProcessTable } from '../../dev/processes/process-table.js';
import { keyPrefix } from '../../platform/redis/keys.js';
import { ClusterNode } from './cluster-node.js';

const slots = 16_384;
const askEveryMs = 20;

/** A Redis Cluster of three nodes on this machine, each with a third of the slots. */
export class RedisCluster {
  private constructor(
    readonly nodes: readonly ClusterNode[],
    private readonly table: ProcessTable,
    private readonly folder: string,
  ) {}

  static async create(table: ProcessTable, folder: string, size = 3): Promise<RedisCluster> {
    const nodes = await Promise.all(Array.from({ length: size }, () => ClusterNode.create(table, folder)));
    const share = Math.ceil(slots / size);
    await Promise.all(
      nodes.map((node, n) =>
        node.command('CLUSTER', 'ADDSLOTSRANGE', n * share, Math.min((n + 1) * share, slots) - 1),
      ),
    );
    for (const [n, node] of nodes.entries()) await node.command('CLUSTER', 'SET-CONFIG-EPOCH', n + 1);
    const [first, ...others] = nodes;
    for (const { port, busPort } of others)
      await first?.command('CLUSTER', 'MEET', '127.0.0.1', port, busPort);
    const cluster = new RedisCluster(nodes, table, folder);
    await cluster.agrees();
    return cluster;
  }

  /** As REDIS_URL has it. */
  get url(): string {
    return this.nodes.map(({ url }) => url).join(',');
  }

  /** Resolves when every node knows of every slot, and that all nodes are there. */
  async agrees(): Promise<void> {
    const whole = new RegExp(
      `cluster_state:ok[^]*cluster_slots_ok:${slots}[^]*cluster_known_nodes:${this.nodes.length}`,
    );
    for (const node of this.nodes)
      while (!whole.test(await node.command('CLUSTER', 'INFO').catch(() => ''))) await wait(askEveryMs);
  }

  /** The node that holds all that ParkMate stores, and those that hold nothing of it. */
  async roles(): Promise<{ master: ClusterNode; others: ClusterNode[] }> {
    const holds = await Promise.all(
      this.nodes.map((node) =>
        node.command('EXISTS', keyPrefix).then(
          () => true,
          () => false,
        ),
      ),
    );
    const master = this.nodes[holds.indexOf(true)];
    if (!master) throw new Error('no node holds the slot of our keys');
    return { master, others: this.nodes.filter((node) => node !== master) };
  }

  /** Another node, which REDIS_URL does not name. Resolves when it holds a copy, and the others would let it take over. */
  async addReplica(of: ClusterNode): Promise<ClusterNode> {
    const replica = await ClusterNode.create(this.table, this.folder);
    await of.command('CLUSTER', 'MEET', '127.0.0.1', replica.port, replica.busPort);
    const id = await of.command('CLUSTER', 'MYID');
    while ((await replica.command('CLUSTER', 'REPLICATE', id).catch(() => '')) !== 'OK')
      await wait(askEveryMs);
    while (!(await replica.command('INFO', 'replication')).includes('master_link_status:up'))
      await wait(askEveryMs);
    for (const node of this.nodes)
      while (!(await node.command('CLUSTER', 'NODES')).includes(`slave ${id}`)) await wait(askEveryMs);
    return replica;
  }

  /** Hands the slot of our keys over, with all that is in it, as it is done when a Cluster grows. */
  async handOver(from: ClusterNode, to: ClusterNode): Promise<void> {
    const slot = await from.command('CLUSTER', 'KEYSLOT', keyPrefix);
    const [fromId, toId] = [await from.command('CLUSTER', 'MYID'), await to.command('CLUSTER', 'MYID')];
    await to.command('CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromId);
    await from.command('CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId);
    for (;;) {
      const keys = (await from.ask('CLUSTER', 'GETKEYSINSLOT', slot, 1_000)) as string[];
      if (keys.length === 0) break;
      await from.command('MIGRATE', '127.0.0.1', to.port, '', 0, 5_000, 'KEYS', ...keys);
    }
    for (const node of [to, from]) await node.command('CLUSTER', 'SETSLOT', slot, 'NODE', toId);
  }
}
