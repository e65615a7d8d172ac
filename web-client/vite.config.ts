import preact from '@preact/preset-vite';
import path from 'node:path';
import { defineConfig } from 'vite';
import { compressed, plainIcons, shellFiles, webSocketsAlone } from './build-steps.js';

/** The oldest browsers that are supported, as README.md says: the first ones that have popovers. */
const browsers = ['chrome114', 'edge114', 'firefox125', 'safari17'];

const here = import.meta.dirname;
const outDir = path.join(here, '../dist/web-client');
const worker = 'service-worker.js';

export default defineConfig({
  root: here,
  plugins: [preact(), webSocketsAlone, plainIcons, shellFiles(worker, '__SHELL_FILES__'), compressed(outDir)],
  build: {
    outDir,
    emptyOutDir: true,
    target: browsers,
    assetsInlineLimit: 0,
    // One sheet for all, so that a view that is fetched late needs one file and not two.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: path.join(here, 'index.html'),
        'service-worker': path.join(here, 'src/service-worker/main.ts'),
      },
      // A service worker controls what is below its address, and is asked for anew by its name.
      output: {
        entryFileNames: ({ name }) => (name === 'service-worker' ? worker : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    proxy: { '/api': 'http://127.0.0.1:3000', '/socket.io': { target: 'http://127.0.0.1:3000', ws: true } },
  },
});
