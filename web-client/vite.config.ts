import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { catalog, supersededBy } from '../contract/catalog.js';
import type { ClientEvent } from './src/live/client-events.js';

/**
 * What the browser's own clock may tell, worded once in the catalogue. It is read here, while building, so that no schema
 * library travels to the browser.
 */
const clientEvents: ClientEvent[] = Object.entries(catalog)
  .filter(([, { origin }]) => origin === 'client')
  .map(([event, { tell }]) => ({
    event,
    ...(tell as () => Pick<ClientEvent, 'type' | 'title' | 'message'>)(),
    replacedBy: supersededBy(event),
  }));

export default defineConfig({
  root: import.meta.dirname,
  plugins: [preact()],
  define: { CLIENT_EVENTS: JSON.stringify(clientEvents) },
  build: {
    outDir: '../dist/web-client',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { '/api': 'http://127.0.0.1:3000', '/socket.io': { target: 'http://127.0.0.1:3000', ws: true } },
  },
});
