import { Gauge } from 'prom-client';
import manifest from '../../package.json' with { type: 'json' };

/** The release that this process runs. */
export const version = manifest.version;

new Gauge({
  name: 'parkmate_build_info',
  help: 'Constant 1; its label is the version that this process runs.',
  labelNames: ['version'],
}).set({ version }, 1);
