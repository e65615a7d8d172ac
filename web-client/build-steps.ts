import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const text = /\.(js|css|html|svg|json|webmanifest)$/;

/** Below this a compressed file saves no packet. */
const worthBytes = 1_000;

/** Puts a `.br` and a `.gz` beside each file of text, so that no server compresses the same bytes again and again. */
export function compressed(folder: string): Plugin {
  return {
    name: 'compressed',
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!text.test(name)) continue;
        const file = path.join(folder, name);
        const content = readFileSync(file);
        if (content.length < worthBytes) continue;
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
        const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
        writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
      }
    },
  };
}

/** What operators alone load is not kept on every phone. */
const isForAll = (name: string) => /\.(js|css)$/.test(name) && !/\/(room|operations)-/.test(name);

/** Tells the service worker the names of all files that it is to keep, which are known when they are made. */
export function shellFiles(worker: string, placeholder: string): Plugin {
  return {
    name: 'shell-files',
    // After the style sheet has got its name.
    enforce: 'post',
    generateBundle(_, bundle) {
      const chunk = bundle[worker];
      if (chunk?.type !== 'chunk' || !chunk.code.includes(placeholder)) {
        throw new Error(`${worker} has no place for the names of files`);
      }
      // It is a classic script, in which an import would end it.
      if (chunk.imports.length > 0)
        throw new Error(`${worker} shares code with pages: ${chunk.imports.join()}`);
      const names = Object.keys(bundle).filter((name) => name !== worker && isForAll(name));
      chunk.code = chunk.code.replace(placeholder, names.map((name) => `/${name}`).join(' '));
    },
  };
}

/** The server speaks web sockets alone, so the other transports of Engine.IO need not travel either. */
export const webSocketsAlone: Plugin = {
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
export const plainIcons: Plugin = {
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
