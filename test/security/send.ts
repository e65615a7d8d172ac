import http from 'node:http';
import type { FuzzedRequest } from './requests.js';
import { hereMs } from '../../dev/tests/machine.js';

export interface Received {
  status: number;
  type: string;
  requestId: string | undefined;
  text: string;
}

const answerWithinMs = hereMs(5_000);

/** Sends requests as they are, where fetch would mend them or refuse. */
export class Sender {
  private readonly agent = new http.Agent({ keepAlive: true });

  constructor(private readonly url: string) {}

  /** @throws when no answer comes, which a crash looks like. */
  send({ method, path, headers, body }: FuzzedRequest, token: string | undefined): Promise<Received> {
    return new Promise((resolve, reject) => {
      const request = http.request(this.url, {
        agent: this.agent,
        method,
        path,
        timeout: answerWithinMs,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
          ...headers,
        },
      });
      request.on('timeout', () => request.destroy(new Error('no answer came')));
      request.on('error', reject);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { 'content-type': type = '', 'x-request-id': requestId } = response.headers;
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, type, requestId: requestId?.toString(), text });
        });
      });
      request.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
