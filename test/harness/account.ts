import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type pg from 'pg';
import { insertAccounts } from './insert-accounts.js';
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

  /** As many accounts of one role, in one statement. */
  static async createMany(db: pg.Pool, access: Access, count: number): Promise<Account[]> {
    const { rows } = await db.query<{ id: string; email: string }>(...insertAccounts(access.role, count));
    return Promise.all(
      rows.map(async ({ id, email }) => new Account(id, email, access, await Account.tokenFor(id, access))),
    );
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

  /** The same person with another token, or at another API process. */
  with({ token = this.token, url = this.access.url }: { token?: string; url?: string }): Account {
    return new Account(this.id, this.email, { ...this.access, url }, token);
  }

  /** Another token of this account, of a session of its own. */
  freshToken(ttlSeconds?: number): Promise<string> {
    return Account.tokenFor(this.id, this.access, ttlSeconds);
  }

  /** A socket of this account, connected and with its first inbox. */
  listen(options: { cursor?: number; epoch?: string; url?: string } = {}): Promise<LiveClient> {
    return LiveClient.connect(options.url ?? this.access.url, { token: this.token, ...options });
  }
}
