import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type pg from 'pg';
import { LiveClient } from './live-client.js';

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

interface Access {
  role: string;
  url: string;
  jwtSecret: string;
}

/** Somebody who calls the API and listens to it. */
export class Account {
  private constructor(
    readonly id: string,
    readonly email: string,
    readonly access: Access,
    readonly token: string,
  ) {}

  static async create(db: pg.Pool, access: Access): Promise<Account> {
    const email = `${randomUUID()}@example.test`;
    const { rows } = await db.query<{ id: string }>(
      `WITH account AS (
         INSERT INTO users (email, password_hash, name, role) VALUES ($1, 'none', $2, $3) RETURNING id
       ), inbox AS (INSERT INTO inboxes (user_id) SELECT id FROM account)
       SELECT id FROM account`,
      [email, `Test ${access.role}`, access.role],
    );
    const id = rows[0]?.id ?? '';
    return new Account(id, email, access, await Account.tokenFor(id, access));
  }

  /** A token as the API issues it. */
  static tokenFor(id: string, { role, jwtSecret }: Access, ttlSeconds = 3600): Promise<string> {
    return new SignJWT({ role, sid: randomUUID() })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(id)
      .setIssuer('parkmate')
      .setAudience('parkmate')
      .setExpirationTime(Math.ceil(Date.now() / 1_000) + ttlSeconds)
      .sign(new TextEncoder().encode(jwtSecret));
  }

  /** Calls `/api` + path, whatever the answer. */
  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(`${this.access.url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as Body,
    };
  }

  /** Calls, and fails loudly when the answer is not a success. */
  async ok<Body = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await this.call<Body>(method, path, body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  /** A socket of this account, connected and with its first inbox. */
  listen(options: { cursor?: number; epoch?: string; url?: string } = {}): Promise<LiveClient> {
    return LiveClient.connect(options.url ?? this.access.url, { token: this.token, ...options });
  }
}
