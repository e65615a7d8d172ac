import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, rmdirSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Mounting takes root, or a sudo that asks for no password. */
const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];

function run(...command: string[]): void {
  const [program = '', ...args] = [...asRoot, ...command];
  execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
}

/** A real file system of a few megabytes, in memory, which a test may fill. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** @throws where this machine does not let anybody mount one. */
  static mount(megabytes: number): SmallDisk {
    const folder = mkdtempSync(join(tmpdir(), 'parkmate-disk-'));
    const owner = `uid=${process.getuid?.() ?? 0},gid=${process.getgid?.() ?? 0}`;
    try {
      run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755,${owner}`, 'parkmate-test', folder);
      return new SmallDisk(folder);
    } catch (error) {
      rmdirSync(folder);
      throw new Error(
        'These tests fill a small file system, and none can be mounted here: run them on Linux as root, or with a sudo that asks for no password.',
        { cause: error },
      );
    }
  }

  /** Writes a file, so that this many per cent are used. */
  fill(percent: number): void {
    const { blocks, bfree, bsize } = statfsSync(this.folder);
    const used = blocks - bfree;
    writeFileSync(
      this.filler,
      Buffer.alloc(Math.max(0, Math.floor((blocks * percent) / 100) - used) * bsize),
    );
  }

  /** Deletes that file again. */
  empty(): void {
    rmSync(this.filler, { force: true });
  }

  unmount(): void {
    run('umount', '--lazy', this.folder);
    rmdirSync(this.folder);
  }

  private get filler(): string {
    return join(this.folder, 'filler');
  }
}
