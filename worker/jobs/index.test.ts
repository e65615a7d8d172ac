import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { checkJobs } from '../runtime/check-jobs.js';
import { jobs } from './index.js';

/** Not `import()`: tests are loaded as CommonJS, and modules would be evaluated, and their metrics declared, twice. */
const load = createRequire(import.meta.url);

describe('The list of jobs', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => !/^index\.|\.test\.ts$/.test(file));

  it('holds the one job that each file of the folder declares, under its name, and nothing else', () => {
    for (const file of files) {
      const exported = Object.values(load(`./${file}`) as Record<string, unknown>);
      expect(exported, file).to.have.lengthOf(1);
      expect(exported[0], file).to.include({ name: file.replace('.ts', '') });
    }
    expect(jobs.map(({ name }) => `${name}.ts`)).to.have.members(files);
  });

  it('is valid', () => {
    expect(() => {
      checkJobs(jobs);
    }).not.to.throw();
  });
});
