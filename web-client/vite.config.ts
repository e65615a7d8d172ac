import preact from '@preact/preset-vite';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { compressed, shellFiles } from './build-steps.js';

/** The server speaks web sockets alone, so the other transports of Engine.IO need not travel either. */
const webSocketsAlone: Plugin = {
  name: 'web-sockets-alone',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('/engine.io-client/build/esm/transports/index.js')
      ? "import { WS } from './websocket.js'; export const transports = { websocket: WS };"
      : undefined,
};

/**
 * Lucide's own component serves sizes, colours and classes that the style sheet sets here, in three times the bytes of
 * the icons themselves.
 */
const plainIcons: Plugin = {
  name: 'plain-icons',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('/lucide-preact/dist/esm/createLucideIcon.mjs')
      ? `import { h } from 'preact';
         const drawn = {
           viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor',
           'stroke-width': 2, 'stroke-linecap': 'round', 'stroke-linejoin': 'round',
         };
         export default ({ node }) => (props) =>
           h('svg', { ...drawn, ...props }, node.map(([tag, attributes]) => h(tag, attributes)));`
      : undefined,
};

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
