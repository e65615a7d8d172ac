import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ProcessTable } from './process-table.js';
import { runNode, ToolFailed } from './tool.js';

describe('A tool of the set-up', () => {
  it('that does not come to an end is ended, and says so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parkmate-test-'));
    const table = await ProcessTable.open(join(folder, 'table'), []);
    const waiting = runNode(table, ['-e', 'setInterval(() => undefined, 1000)'], { timeout: 500 });
    const error: unknown = await waiting.catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(ToolFailed).with.property('message').that.contains('within 0.5 seconds');
    await table.release();
    rmSync(folder, { recursive: true, force: true });
  });
});
