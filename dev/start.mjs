/* npm start. Plain JavaScript with built-in modules only: a fresh clone has no packages yet. */
import { requireFolder, requireNode, requirePackages } from './packages.mjs';

requireNode();
requireFolder();
await requirePackages();

const { register } = await import('tsx/esm/api');
register();
await import('./launch.ts');
