import preact from '@preact/preset-vite';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { compressed, plainIcons, webSocketsAlone } from './build-steps.js';

/** Like the client's, but with `light-dark()`: what stands for it elsewhere knows nothing of the colours of another site. */
const browsers = ['chrome123', 'edge123', 'firefox125', 'safari17.5'];

const here = import.meta.dirname;
const outDir = path.join(here, '../dist/web-client/embed');

/** The elements have one sheet of their own; what else the client imports is for its own pages. */
const noPageStyles: Plugin = {
  name: 'no-page-styles',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('.css') ? '\0no-styles' : undefined),
  load: (id) => (id === '\0no-styles' ? 'export {}' : undefined),
};

/** The page that shows the parts loads them as every site does. */
const partsAsTheyAre: Plugin = {
  name: 'parts-as-they-are',
  enforce: 'pre',
  resolveId: (id) => (id === '../main.js' ? { id: './parkmate.js', external: true } : undefined),
};

/** What other sites load, in one file under one name; with `--mode demo`, the page that shows it. */
export default defineConfig(({ mode }) => {
  const isDemo = mode === 'demo';
  return {
    root: here,
    publicDir: isDemo ? 'src/embed/demo/page' : false,
    plugins: [
      preact({ prefreshEnabled: false }),
      webSocketsAlone,
      plainIcons,
      isDemo ? partsAsTheyAre : noPageStyles,
      compressed(outDir),
    ],
    build: {
      outDir,
      emptyOutDir: !isDemo,
      target: browsers,
      modulePreload: false,
      rolldownOptions: {
        input: path.join(here, isDemo ? 'src/embed/demo/main.tsx' : 'src/embed/main.tsx'),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: isDemo ? 'demo.js' : 'parkmate.js', codeSplitting: false },
      },
    },
  };
});
