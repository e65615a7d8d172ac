import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessTable } from '../../dev/processes/process-table.js';

let table: Promise<ProcessTable> | undefined;

/** What the tests of this process have started. Its reaper ends what is left when the process has ended. */
export function testProcesses(): Promise<ProcessTable> {
  table ??= ProcessTable.open(join(tmpdir(), `parkmate-tests-${process.pid}.lock`), []);
  return table;
}
