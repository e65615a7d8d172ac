import { request } from 'node:http';

/** Sends the bytes as they are, also those that no `fetch` would send, and gives the whole answer. */
export function send(
  url: string,
  method: string,
  headers: Record<string, string | number>,
  body: string | undefined,
): Promise<{ status: number; contentType: string; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          text,
        });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}
