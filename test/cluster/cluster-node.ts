import { join } from 'node:path';
import { freePort } from '../../dev/settings/ports.js';
import type { ProcessTable } from '../../dev/processes/process-table.js';
import { findOrInstallRedis } from '../../dev/services/redis-binary.js';
import { RedisProcess, type RedisSettings } from '../harness/redis-process.js';

/** One node of a Redis Cluster. Killed, it forgets its keys but not its place in the Cluster. */
export class ClusterNode extends RedisProcess {
  private constructor(
    table: ProcessTable,
    folder: string,
    program: string,
    port: number,
    /** Where the nodes talk to each other. */
    readonly busPort: number,
  ) {
    super(table, folder, program, port);
  }

  static async create(table: ProcessTable, parent: string): Promise<ClusterNode> {
    const [port, busPort] = [await freePort(), await freePort()];
    const folder = join(parent, `node-${port}`);
    const node = new ClusterNode(table, folder, await findOrInstallRedis(table), port, busPort);
    await node.start();
    return node;
  }

  protected settings(): RedisSettings {
    return {
      ...{ 'cluster-enabled': 'yes', 'cluster-port': this.busPort, 'cluster-node-timeout': 2_000 },
      // Our keys are all in one slot, so the loss of a node that does not hold it is no reason to stop.
      'cluster-require-full-coverage': 'no',
    };
  }

  /** It answers, be it as a member of a Cluster or not yet. */
  protected isUp(info: string): boolean {
    return info.includes('loading:0');
  }
}
