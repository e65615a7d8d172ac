import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildServer } from '../../dev/build.js';
import { ProcessTable } from '../../dev/processes/process-table.js';
import { root } from '../../dev/files/root.js';

/** What the server is made from. */
const sources = [
  ...['contract', 'platform', 'domain', 'api', 'worker', 'cli', 'migrations'],
  ...['rolldown.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'],
];

describe('A checkout in a folder with an odd name', function () {
  this.timeout(30_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkmate-test-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is built into a server that Node can read', async () => {
    const checkout = join(folder, 'mine #1 [b] {c,d} %20 é');
    mkdirSync(checkout);
    for (const source of sources) cpSync(join(root, source), join(checkout, source), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
    const table = await ProcessTable.open(join(folder, 'table'), []);
    await buildServer(checkout, table);
    await table.release();

    const { PATH } = process.env;
    const api = spawnSync(process.execPath, [join(checkout, 'dist/api/main.js')], {
      env: { PATH },
      encoding: 'utf8',
    });
    expect(api.stderr).to.contain('DATABASE_URL is required');
    expect(api.status).to.equal(78);
  });

  for (const character of ['?', '"', '$', '`', '\n']) {
    it(`is refused in one message where nothing can be done: ${JSON.stringify(character)}`, () => {
      const name = join(folder, `mine ${character} yours`);
      const script = `import { requireFolder } from './dev/packages.mjs'; requireFolder(process.argv[1]);`;
      const options = { cwd: root, encoding: 'utf8' } as const;
      const asked = spawnSync(process.execPath, ['--input-type=module', '-e', script, name], options);
      expect(asked.stderr).to.contain('cannot be started').and.contain('Move it');
      expect(asked.status).to.equal(1);
    });
  }
});
