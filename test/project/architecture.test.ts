import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { expect } from 'chai';
import tseslint from 'typescript-eslint';

const mostLines = 250;
const medianLines = 70;

/** What may lie loose at the root of the project. */
const loose = /^(\.?[\w.-]+\.(json|js|ts|yml|md)|\.?[\w.-]*(ignore|rc|attributes|nvmrc)|Dockerfile|\.npmrc)$/;

const root = path.resolve(import.meta.dirname, '../..');

/** What the linter holds the folders to. */
const { mayImport, neighbours, beside } = (await import(path.join(root, 'eslint.config.js'))) as {
  mayImport: Record<string, readonly string[]>;
  neighbours: Record<string, Record<string, readonly string[]>>;
  beside: readonly string[];
};

/** Made by installing, building and running. */
const made = /^(\.git|\.data.*|node_modules|dist|coverage)$/;

const filesIn = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (made.test(entry.name)) return [];
    return entry.isDirectory() ? filesIn(file) : [file];
  });

const files = filesIn('.');
const product = files.filter(
  (file) => /\.tsx?$/.test(file) && !file.includes('.test.') && topOf(file) in mayImport,
);

function topOf(file: string): string {
  return file.split('/')[0] ?? '';
}

/** Why a file lies in a wrong place, or undefined. */
function misplaced(file: string): string | undefined {
  const [top = '', folder = '', ...rest] = file.split('/');
  if (folder === '') return loose.test(file) ? undefined : 'is not for the root of the project';
  if (/^(docs|\.ci|\.github|\.vscode)$/.test(top)) return undefined;
  if (![...Object.keys(mayImport), ...beside].includes(top)) return `${top} is no folder of the project`;
  const known = neighbours[top];
  if (!known || rest.length === 0) return undefined;
  return folder in known ? undefined : `${folder} is no folder of ${top}`;
}

const linesOf = (file: string) => readFileSync(path.join(root, file), 'utf8').split('\n').length - 1;

/** Ends of arrows that lead back to their start. */
function circles(arrows: Record<string, readonly string[]>): string[] {
  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    for (const to of arrows[from] ?? []) {
      if (seen.has(to)) continue;
      seen.add(to);
      reached(to, seen);
    }
    return seen;
  };
  return Object.keys(arrows).filter((folder) => reached(folder).has(folder));
}

describe('The architecture', () => {
  const eslint = new ESLint({
    // The probes are no files of the project, so that nothing is known of their types.
    overrideConfig: tseslint.configs.disableTypeChecked as Linter.Config,
  });

  /** The rules that a file in this folder breaks when it imports that. */
  async function brokenBy(folder: string, imported: string): Promise<(string | null)[]> {
    const code = `import * as probe from '${imported}';\nexport default probe;\n`;
    const [result] = await eslint.lintText(code, { filePath: `${folder}/probe.ts` });
    return (result?.messages ?? []).map(({ ruleId }) => ruleId);
  }

  it('has a place for every file', () => {
    expect(files.map((file) => [file, misplaced(file)]).filter(([, why]) => why !== undefined)).to.deep.equal(
      [],
    );
  });

  for (const file of ['utils.py', 'helpers/x.ts', 'api/middleware/x.ts', 'platform/misc/deep/x.ts'])
    it(`has no place for ${file}`, () => {
      expect(misplaced(file)).to.be.a('string');
    });

  it('has no circles between its folders', () => {
    expect(circles(mayImport)).to.deep.equal([]);
    for (const folders of Object.values(neighbours)) expect(circles(folders)).to.deep.equal([]);
    expect(circles({ a: ['b'], b: ['c'], c: ['a'], d: ['a'] })).to.deep.equal(['a', 'b', 'c']);
  });

  for (const [folder, wrong] of [
    ['contract', '../platform/errors.js'],
    ['platform', '../contract/values.js'],
    ['domain', '../api/app.js'],
    ['domain', '../worker/main.js'],
    ['api', '../worker/main.js'],
    ['worker', '../api/app.js'],
    ['migrations', '../domain/errors.js'],
    ['web-client', '../platform/errors.js'],
    ['api', '../test/harness/api.js'],
    ['api/http', '../routes/all-routes.js'],
    ['api/rate-limits', '../realtime/gateway.js'],
    ['platform/postgres', '../redis/keys.js'],
    ['domain/events', '../bookings/policy.js'],
    ['domain/bookings', '../payments/find-payment.js'],
    ['worker/runtime', '../jobs/index.js'],
  ] as const) {
    it(`lets no file of ${folder} import ${wrong}`, async () => {
      expect(await brokenBy(folder, wrong)).to.include('import-x/no-restricted-paths');
    }).timeout(20_000);
  }

  it('lets files import what their folder may', async () => {
    expect(await brokenBy('api/routes', '../http/answer.js')).to.not.include('import-x/no-restricted-paths');
  }).timeout(20_000);

  it('uses the words of its glossary', () => {
    const [, glossary = ''] = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8').split(
      '## Glossary',
    );
    const words = [...glossary.matchAll(/^\| `?([a-z][a-z ]*)`? +\|/gm)]
      .map(([, word = '']) => word.trim())
      .slice(1);
    expect(words).to.have.length.above(10);
    // A name of several words stands in code as one: live batch is LiveBatch.
    const code = product.map((file) => readFileSync(path.join(root, file), 'utf8').toLowerCase()).join('\n');
    const unused = words.filter((word) => !new RegExp(word.replaceAll(' ', '[ -]?')).test(code));
    expect(unused).to.deep.equal([]);
  });

  it('has short files', () => {
    const lengths = product.map(linesOf).toSorted((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).to.be.below(medianLines);
    const code = files.filter((file) => /\.tsx?$/.test(file));
    expect(code.filter((file) => linesOf(file) > mostLines)).to.deep.equal([]);
  });

  for (const folder of ['contract', 'domain', 'api', 'cli', 'migrations', 'web-client', 'dev']) {
    it(`lets no file of ${folder} import BullMQ`, async () => {
      expect(await brokenBy(folder, 'bullmq')).to.include('no-restricted-imports');
    }).timeout(20_000);
  }

  it('lets no component say what is not in the texts of every language', async () => {
    const said = async (jsx: string) => {
      const code = `export default (name: string) => ${jsx};\n`;
      const [result] = await eslint.lintText(code, { filePath: 'web-client/src/ui/probe.tsx' });
      return result?.messages.map(({ message }) => message).join() ?? '';
    };
    for (const jsx of [
      '<p>Hello {name}</p>',
      '<p aria-label="Close">{name}</p>',
      '<b>{name ? "Go on" : ""}</b>',
    ])
      expect(await said(jsx), jsx).to.contain('web-client/src/texts');
    for (const jsx of ['<p class="strong">{name} · </p>', '<a href="/lots">ParkMate{name}</a>'])
      expect(await said(jsx), jsx).to.equal('');
  }).timeout(20_000);

  for (const pattern of [String.raw`(\w+:\/\/[^\s:/@]*:)[^\s@]+@`, String.raw`(a+)+$`, String.raw`\s*,`]) {
    it(`lets no file read what strangers write with a pattern as slow as ${pattern}`, async () => {
      const [result] = await eslint.lintText(`export default /${pattern}/;\n`, { filePath: 'api/probe.ts' });
      expect(result?.messages.map(({ ruleId }) => ruleId).join()).to.match(/^regexp\/no-super-linear-\w+/);
    }).timeout(20_000);
  }
});
