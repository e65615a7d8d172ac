import { randomUUID } from 'node:crypto';
import type { Session } from '../../contract/api/accounts.js';
import type { Channel } from '../../domain/deliveries/channel.js';
import { deliverTo } from '../../domain/deliveries/deliver.js';
import { statement } from '../../platform/postgres/statement.js';
import { openEmail } from '../../worker/channels/email.js';
import { TestApi, type Answer } from './api.js';
import { MailServer, type TakenLetter } from './mail-server.js';

const from = { name: 'ParkMate', address: 'hello@parkmate.example' };
export const password = 'correct horse';

/** Of the link in a letter, as its plain text and its HTML have it. */
export function tokenOf(letter: TakenLetter | undefined): string {
  const [, token] = /#token=([\w-]{43})(?![\w-])/.exec(letter?.text ?? '') ?? [];
  if (token === undefined || !letter?.html.includes(`#token=${token}"`))
    throw new Error('the letter has no link');
  return token;
}

/** An API that has letters sent, an SMTP server that takes them, and what a worker does in between. */
export class MailingApi {
  private constructor(
    readonly api: TestApi,
    readonly server: MailServer,
    private readonly channel: Channel,
  ) {}

  static async start(): Promise<MailingApi> {
    const server = await MailServer.start();
    const api = await TestApi.start({ env: { SMTP_URL: server.url, MAIL_FROM: from } });
    const channel = openEmail({
      ...{ db: api.services.db, url: server.url, from, perSecond: 1_000 },
      ...{ origin: 'https://parkmate.example', secrets: ['a secret of this test, and of no other'] },
    });
    return new MailingApi(api, server, channel);
  }

  async stop(): Promise<void> {
    this.channel.close?.();
    await this.api.stop();
    await this.server.close();
  }

  /** Sends what is due. @returns the letters to an address, the newest last. */
  async lettersTo(email: string): Promise<TakenLetter[]> {
    await deliverTo(this.api.services.db, 'email', {
      ...{ channel: this.channel, longestMs: 5_000, signal: new AbortController().signal },
    });
    return this.server.letters.filter(({ to }) => to.includes(email));
  }

  async newestTo(email: string): Promise<TakenLetter | undefined> {
    return (await this.lettersTo(email)).at(-1);
  }

  post<Body = { code: string }>(
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    return this.api.call<Body>('POST', path, { body, headers });
  }

  /** Somebody who has just registered, of whom a letter asks whether the address is theirs. */
  async registered(): Promise<Session & { email: string }> {
    const email = `${randomUUID()}@example.test`;
    const { body } = await this.post<Session>('/auth/register', {
      email,
      password,
      name: 'Ada',
      role: 'user',
    });
    return { ...body, email };
  }

  /** Somebody whose address is verified. */
  async verified(): Promise<Session & { email: string }> {
    const somebody = await this.registered();
    await this.query('UPDATE users SET email_verified_at = now() WHERE email = $1', [somebody.email]);
    await this.lettersTo(somebody.email);
    this.server.reset();
    return somebody;
  }

  query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.api.services.db.query<Row>(statement('test', text), values);
  }
}
