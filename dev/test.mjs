/* npm test. Plain JavaScript on Node alone, since on a bare clone there is nothing else yet. */
import { requireFolder, requireNode, requirePackages } from './packages.mjs';

requireNode();
requireFolder();
await requirePackages();

const { register } = await import('tsx/esm/api');
register();
await import('./tests/run-tests.ts');
