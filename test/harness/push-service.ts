import { createDecipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import https from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, jwtVerify } from 'jose';
import type { PushMessage } from '../../contract/push.js';
import { pushServiceCertificate, pushServiceKey } from './push-service-certificate.js';

/** A push as a device would get it. */
export interface Pushed {
  device: string;
  message: PushMessage;
  ttl: number;
  topic: string | undefined;
  urgency: string | undefined;
  /** The public key of whoever sent it, and whom to write to about it. */
  sender: { key: string; subject: string };
  answer: PushAnswer;
  /** By `performance.now()`. */
  at: number;
}

/** A browser that has subscribed: its secrets stay with it. */
export interface Device {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** A status; nothing at all, or a line that is cut in the middle of the answer. Who answers so has taken the push all the same. */
export type PushAnswer = { status: number; headers?: Record<string, string> } | 'hang' | 'die';

/**
 * A push service on this machine, over HTTPS, and the devices of it. It takes nothing that is not signed as RFC 8292 has it, and the
 * devices read what they get by RFC 8291, with nothing but Node's cryptography.
 */
export class PushService {
  /** Whatever was sent as it should be, with what was answered. */
  readonly heard: Pushed[] = [];
  /** Requests that a push service would have refused, with the reason. */
  readonly wrong: string[] = [];
  answer: (device: string) => PushAnswer = () => ({ status: 201 });
  private readonly devices = new Map<string, { ecdh: ECDH; auth: Buffer }>();
  private readonly events = new EventEmitter<{ request: [] }>();
  private port = 0;
  private readonly server = https.createServer(
    { cert: pushServiceCertificate, key: pushServiceKey },
    (request, response) => void this.take(request, response),
  );

  static async start(): Promise<PushService> {
    const service = new PushService();
    service.server.on('secureConnection', () => service.connections++);
    await service.open();
    return service;
  }

  /** Opens its port again, the same one, after `stop`. */
  async open(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** What devices got, whether or not the sender was told so. */
  get pushed(): Pushed[] {
    return this.heard.filter(({ answer }) => typeof answer === 'string' || answer.status < 300);
  }

  /** How many connections were made. */
  connections = 0;

  get ca(): string {
    return pushServiceCertificate;
  }

  subscribe(): Device {
    const ecdh = createECDH('prime256v1');
    const auth = randomBytes(16);
    const id = randomBytes(16).toString('hex');
    const p256dh = ecdh.generateKeys().toString('base64url');
    this.devices.set(id, { ecdh, auth });
    return {
      endpoint: `https://${this.host}/push/${id}`,
      keys: { p256dh, auth: auth.toString('base64url') },
    };
  }

  reset(): void {
    this.heard.length = 0;
    this.wrong.length = 0;
    this.answer = () => ({ status: 201 });
  }

  /** Resolves at the next request, whatever comes of it. */
  async next(): Promise<void> {
    await once(this.events, 'request');
  }

  /** Resolves when so many were answered so from now on. */
  async answers(how: (answer: PushAnswer) => boolean, times = 1): Promise<void> {
    const { length } = this.heard;
    while (this.heard.slice(length).filter(({ answer }) => how(answer)).length < times) await this.next();
  }

  /** Resolves when so many have arrived. */
  async has(count: number): Promise<Pushed[]> {
    while (this.pushed.length < count) await this.next();
    return this.pushed;
  }

  /** Cuts those that nobody uses just now, as servers do after a while. */
  cutIdle(): void {
    this.server.closeIdleConnections();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const id = /^\/push\/([0-9a-f]+)$/.exec(request.url ?? '')?.[1] ?? '';
    const answer = this.answer(id);
    try {
      const pushed = await this.read(id, request.headers, Buffer.concat(parts));
      this.heard.push({ ...pushed, answer, at: performance.now() });
    } catch (error) {
      this.wrong.push(String(error));
      response.writeHead(400).end();
      return;
    } finally {
      this.events.emit('request');
    }
    if (answer === 'die') request.socket.end('HTTP/1.1 201 Crea');
    else if (answer !== 'hang') response.writeHead(answer.status, answer.headers).end('of no interest');
  }

  private async read(
    id: string,
    headers: IncomingHttpHeaders,
    body: Buffer,
  ): Promise<Omit<Pushed, 'answer' | 'at'>> {
    const device = this.devices.get(id);
    if (!device) throw new Error('nobody has subscribed so');
    const [, token = '', key = ''] =
      /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
    const raw = Buffer.from(key, 'base64url');
    const [x, y] = [raw.subarray(1, 33), raw.subarray(33)].map((part) => part.toString('base64url'));
    const sender = await importJWK({ kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, 'ES256');
    const { payload } = await jwtVerify(token, sender, {
      audience: `https://${this.host}`,
      algorithms: ['ES256'],
    });
    if ((payload.exp ?? Infinity) > Date.now() / 1_000 + 24 * 3_600)
      throw new Error('good for more than a day');
    if (headers['content-encoding'] !== 'aes128gcm') throw new Error('not as RFC 8188 has it');
    if (body.length > 4_096) throw new Error('longer than a push service must take');
    const ttl = String(headers.ttl);
    if (!/^\d+$/.test(ttl)) throw new Error('without TTL');
    return {
      device: id,
      message: JSON.parse(decrypt(device, body)) as PushMessage,
      ttl: Number(ttl),
      topic: headers.topic as string | undefined,
      urgency: headers.urgency as string | undefined,
      sender: { key, subject: String(payload.sub) },
    };
  }
}

/** RFC 8188 with the keys of RFC 8291: one record, whose padding begins with 2. */
function decrypt({ ecdh, auth }: { ecdh: ECDH; auth: Buffer }, body: Buffer): string {
  const salt = body.subarray(0, 16);
  const keyLength = body[20] ?? 0;
  const theirs = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);
  const derive = (secret: Buffer, salt: Buffer, info: Buffer, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), theirs]);
  const secret = derive(ecdh.computeSecret(theirs), auth, info, 32);
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  const end = padded.lastIndexOf(2);
  if (padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('padded wrongly');
  return padded.subarray(0, end).toString();
}
