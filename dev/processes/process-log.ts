import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ChildProcess, IOType } from 'node:child_process';
import { styleText } from 'node:util';

const keptLines = 10;
const rotateAtBytes = 5_000_000;

/** `stdio` of a process after stdin: stdout, stderr, and optionally an IPC channel. */
type Output = (IOType | 'ipc' | number)[];

/** Destination of a process's output, and its last lines for the report of a crash. */
export interface ProcessLog {
  /** Called at each start of the process. */
  open(): { stdio: Output; attach: (child: ChildProcess) => void };
  lastLines(): string[];
}

/**
 * Prints each line, prefixed with the process's name. By the IPC channel's disconnect the process notices the
 * launcher's death.
 */
export class ConsoleLog implements ProcessLog {
  private readonly lines: string[] = [];

  constructor(private readonly name: string) {}

  open() {
    const label = styleText('cyan', `${this.name.padEnd(6)} |`);
    return {
      stdio: ['pipe', 'pipe', 'ipc'] satisfies Output,
      attach: (child: ChildProcess) => {
        for (const input of [child.stdout, child.stderr]) {
          if (!input) continue;
          createInterface({ input }).on('line', (line) => {
            this.lines.push(line);
            if (this.lines.length > keptLines) this.lines.shift();
            console.log(`${label} ${line}`);
          });
        }
      },
    };
  }

  lastLines(): string[] {
    return this.lines;
  }
}

/**
 * The process writes to the file itself, so that no line is lost when the launcher dies.
 * @param noise lines that say nothing of why it ended, and are so many that they would push out those that do.
 */
export class FileLog implements ProcessLog {
  private readonly file: string;

  constructor(
    folder: string,
    name: string,
    private readonly noise?: RegExp,
  ) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, `${name}.log`);
  }

  open() {
    if ((statSync(this.file, { throwIfNoEntry: false })?.size ?? 0) > rotateAtBytes) {
      renameSync(this.file, `${this.file}.old`);
    }
    const fd = openSync(this.file, 'a', 0o600);
    return {
      stdio: [fd, fd] satisfies Output,
      attach: () => {
        closeSync(fd);
      },
    };
  }

  lastLines(): string[] {
    const lines = readFileSync(this.file, 'utf8').trimEnd().split('\n');
    return lines.filter((line) => !this.noise?.test(line)).slice(-keptLines);
  }
}
