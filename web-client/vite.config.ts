import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';

/** The server speaks web sockets alone, so the other transports of Engine.IO need not travel either. */
const webSocketsAlone: Plugin = {
  name: 'web-sockets-alone',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('/engine.io-client/build/esm/transports/index.js')
      ? "import { WS } from './websocket.js'; export const transports = { websocket: WS };"
      : undefined,
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [preact(), webSocketsAlone],
  build: {
    outDir: '../dist/web-client',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // One sheet for all, so that a view that is fetched late needs one file and not two.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { '/api': 'http://127.0.0.1:3000', '/socket.io': { target: 'http://127.0.0.1:3000', ws: true } },
  },
});
