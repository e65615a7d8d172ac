import { Gauge } from 'prom-client';
import manifest from '../../package.json' with { type: 'json' };

const { version } = manifest;

new Gauge({
  name: 'parkmate_build_info',
  help: 'Constant 1; its label is the version that this process runs.',
  labelNames: ['version'],
}).set({ version }, 1);
