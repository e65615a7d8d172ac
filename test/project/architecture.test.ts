import { ESLint, type Linter } from 'eslint';
import { expect } from 'chai';
import tseslint from 'typescript-eslint';

/** Imports that the linter must refuse: they would turn an arrow of the house around. */
const wrongWays = [
  ['contract', '../platform/errors.js'],
  ['platform', '../contract/values.js'],
  ['domain', '../api/app.js'],
  ['domain', '../worker/cron.js'],
  ['api', '../worker/cron.js'],
  ['worker', '../api/app.js'],
  ['migrations', '../domain/queues.js'],
  ['web-client', '../platform/errors.js'],
] as const;

describe('The house', () => {
  const eslint = new ESLint({
    // The probes are no files of the project, so that nothing is known of their types.
    overrideConfig: tseslint.configs.disableTypeChecked as Linter.Config,
  });

  for (const [folder, wrong] of wrongWays) {
    it(`lets no file of ${folder} import ${wrong}`, async () => {
      const [result] = await eslint.lintText(`import * as probe from '${wrong}';\nexport default probe;\n`, {
        filePath: `${folder}/probe.ts`,
      });
      expect(result?.messages.map(({ ruleId }) => ruleId)).to.include('import-x/no-restricted-paths');
    }).timeout(20_000);
  }

  for (const pattern of [String.raw`(\w+:\/\/[^\s:/@]*:)[^\s@]+@`, String.raw`(a+)+$`, String.raw`\s*,`]) {
    it(`lets no file read what strangers write with a pattern as slow as ${pattern}`, async () => {
      const [result] = await eslint.lintText(`export default /${pattern}/;\n`, { filePath: 'api/probe.ts' });
      expect(result?.messages.map(({ ruleId }) => ruleId).join()).to.match(/^regexp\/no-super-linear-\w+/);
    }).timeout(20_000);
  }
});
