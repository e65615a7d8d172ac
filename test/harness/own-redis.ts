import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../dev/settings/ports.js';
import { findOrInstallRedis } from '../../dev/services/redis-binary.js';
import { testProcesses } from './process-table.js';
import { RedisProcess, type RedisSettings } from './redis-process.js';

/** A Redis server of a test's own, which may be killed and emptied. It remembers nothing when it is killed. */
export class OwnRedis extends RedisProcess {
  /** Prepares a server and its address without starting it. */
  static async prepare(): Promise<OwnRedis> {
    const folder = mkdtempSync(join(tmpdir(), 'parkmate-redis-'));
    const table = await testProcesses();
    return new OwnRedis(table, folder, await findOrInstallRedis(table), await freePort());
  }

  protected settings(): RedisSettings {
    return {};
  }

  protected isUp(info: string): boolean {
    return info.includes('loading:0');
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
