import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Account, Session } from '../../contract/api/accounts.js';

export const password = 'correct horse battery';

/** Somebody with a password, who can sign in, and whom a test may play over HTTP too. */
export class Visitor {
  private constructor(
    private readonly url: string,
    readonly email: string,
    readonly user: Account,
    private readonly token: string,
  ) {}

  static register(url: string, role: 'user' | 'owner', name = 'Uma'): Promise<Visitor> {
    return Visitor.open(url, 'register', { email: `${randomUUID()}@example.test`, password, name, role });
  }

  private static async open(
    url: string,
    by: 'register' | 'login',
    details: { email: string; password: string; name?: string; role?: string },
  ) {
    const body = JSON.stringify(details);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/auth/${by}`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`${by} answered ${response.status}`);
    const { user, accessToken } = (await response.json()) as Session;
    return new Visitor(url, details.email, user, accessToken);
  }

  /** The same person with a session of now, as after a change of role, which ends those of before. */
  again(): Promise<Visitor> {
    return Visitor.open(this.url, 'login', { email: this.email, password });
  }

  /** The same person at another address of the same server. */
  at(url: string): Visitor {
    return new Visitor(url, this.email, this.user, this.token);
  }

  /** Calls `/api` + path. @throws Error when the answer is no success. */
  async ok<Body>(method: string, path: string, body: object = {}): Promise<Body> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as Body;
  }

  /** Signs in where the page is, or at the start. */
  async signIn(page: Page, path = '/'): Promise<void> {
    await page.goto(`${this.url}${path}`);
    await page.getByLabel('E-mail').fill(this.email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: /^Notifications/ }).waitFor();
  }
}
