import { build, type Rolldown } from 'vite';
import { root } from '../../dev/files/root.js';

const entry = 'socket-io-alone';

/** The minimum a live client loads: socket.io-client, built as the web client is. */
export async function buildSocketIoAlone(): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: entry,
        resolveId: (id) => (id === entry ? `\0${entry}` : undefined),
        load: (id) => (id === `\0${entry}` ? "export { io } from 'socket.io-client';" : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      // Without it the unused export would be tree-shaken.
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  });
  const { output } = built as Rolldown.RolldownOutput;
  return output[0].code;
}
