import { WebSocket } from 'ws';

/** Connects to the plain `ws` baseline. Resolves when the server accepts the token; rejects when it refuses. */
export function connectPlain(url: string, token: string): Promise<{ cut(): void }> {
  const ws = new WebSocket(url.replace('http', 'ws'), { perMessageDeflate: false, skipUTF8Validation: true });
  const cut = () => {
    ws.terminate();
  };
  return new Promise((resolve, reject) => {
    ws.on('open', () => {
      ws.send(token);
    });
    ws.on('message', () => {
      resolve({ cut });
    });
    ws.on('error', reject);
    ws.on('close', () => {
      reject(new Error('the connection was closed'));
    });
  });
}
