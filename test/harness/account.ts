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

/** Of the password `parkmate-demo`, hashed beforehand so that hundreds of accounts cost nothing. */
const passwordHash =
  '$argon2id$v=19$m=19456,t=2,p=1$mUDr03JkfUiQjuPQf80wvQ$GYoskABdGZe+qIA56XyKxYYyRw+1SftE1Q7JeUxif7M';

/** Somebody who calls the API and listens to it. */
export class Account {
  private constructor(
    readonly id: string,
    readonly email: string,
    readonly access: Access,
    readonly token: string,
  ) {}

  static async create(db: pg.Pool, access: Access): Promise<Account> {
    const [account] = await Account.createMany(db, access, 1);
    if (!account) throw new Error('inserting an account returned no row');
    return account;
  }

  /** As many accounts of one role, in one statement. */
  static async createMany(db: pg.Pool, access: Access, count: number): Promise<Account[]> {
    const emails = Array.from({ length: count }, () => `${randomUUID()}@example.test`);
    const { rows } = await db.query<{ id: string; email: string }>(
      `WITH account AS (
         INSERT INTO users (email, password_hash, name, role)
         SELECT email, $4, $2, $3 FROM unnest($1::text[]) AS email RETURNING id, email
       ), inbox AS (INSERT INTO inboxes (user_id) SELECT id FROM account)
       SELECT id, email FROM account`,
      [emails, `Test ${access.role}`, access.role, passwordHash],
    );
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
