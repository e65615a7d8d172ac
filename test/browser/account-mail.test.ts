import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { tokenOf } from '../harness/mailing-api.js';
import { MailServer } from '../harness/mail-server.js';
import { Stage, toast } from './stage.js';
import { password, Visitor } from './visitor.js';

const newPassword = 'another parking word';

describe('Account by mail, in a browser', function () {
  this.timeout(60_000);
  let server: MailServer;
  let stage: Stage;
  let user: Visitor;
  before(async () => {
    server = await MailServer.start();
    stage = await Stage.set({
      env: { SMTP_URL: server.url, MAIL_FROM: 'ParkMate <hello@parkmate.example>' },
    });
  });
  beforeEach(async () => {
    user = await Visitor.register(stage.parkmate.url, 'user');
  });
  afterEach(async () => {
    expect(await stage.browser.closeAll()).to.deep.equal([]);
  });
  after(async () => {
    await stage.strike();
    await server.close();
  });

  /** The link in the newest letter of a kind, as soon as it has come. */
  const linkOf = async (page: string) => {
    for (;;) {
      const letter = server.letters.findLast(
        ({ to, text }) => to.includes(user.email) && text.includes(`/${page}#`),
      );
      if (letter) return `${stage.parkmate.url}/${page}#token=${tokenOf(letter)}`;
      await server.has(server.letters.length + 1);
    }
  };
  const address = (page: Page) => page.evaluate<string>('location.href');

  it('confirms an address by one tap, and no earlier', async () => {
    const { page, context } = await stage.enter(user, '/account');
    await page.getByRole('heading', { name: 'Confirm your e-mail address' }).waitFor();
    const opened = await context.newPage();
    await opened.goto(await linkOf('verify-address'));
    const button = opened.getByRole('button', { name: 'Yes, it is mine' });
    await button.waitFor();
    expect(await address(opened)).to.equal(`${stage.parkmate.url}/verify-address`);
    const verified = async () => (await user.ok<{ emailVerified: boolean }>('GET', '/me')).emailVerified;
    expect(await verified()).to.equal(false);
    await button.press('Enter');
    await opened.getByRole('status').filter({ hasText: 'Your address is confirmed.' }).waitFor();
    expect(await verified()).to.equal(true);
    await page.getByRole('heading', { name: 'Confirm your e-mail address' }).waitFor({ state: 'detached' });
  });

  it('sets a forgotten password with the keyboard alone, and signs out here and elsewhere', async () => {
    const elsewhere = await stage.enter(user);
    const page = await (await stage.browser.person()).newPage();
    await page.goto(stage.parkmate.url);
    await page.getByRole('link', { name: 'Forgotten your password?' }).press('Enter');
    // A new page takes the focus: what is typed before that goes elsewhere.
    await page.locator('h1:focus', { hasText: 'Forgotten your password?' }).waitFor();
    await page.getByLabel('E-mail').fill(user.email);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
    await page.locator('h2:focus').waitFor();

    const link = await linkOf('reset-password');
    await page.goto(link);
    await page.getByLabel('New password').fill('short');
    expect(await address(page)).to.equal(`${stage.parkmate.url}/reset-password`);
    await page.keyboard.press('Enter');
    await page.locator('[aria-invalid=true]:focus').waitFor();
    await page.getByLabel('New password').fill(newPassword);
    await page.keyboard.press('Enter');
    await toast(page, 'Password changed').waitFor();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await elsewhere.page.getByText('Your session has ended').waitFor();
    await page.getByLabel('E-mail').fill(user.email);
    // The toast's button is labelled with the word, too.
    await page.locator('[name=password]').fill(newPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Find a slot' }).waitFor();

    // Where its page is open already, a link loads nothing.
    await page.goto(`${stage.parkmate.url}/reset-password`);
    await page.getByText('Open the link in the e-mail').waitFor();
    await page.goto(link);
    await page.getByLabel('New password').fill(`${newPassword} 2`);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'This link has been used' }).waitFor();
    expect(await address(page)).to.equal(`${stage.parkmate.url}/reset-password`);
  });

  it('lets one browser in where others have guessed too often', async () => {
    await stage.parkmate.db.query('UPDATE users SET email_verified_at = now() WHERE email = $1', [
      user.email,
    ]);
    await stage.parkmate.db.query(
      `INSERT INTO login_failures (email, scope, failures, last_at) VALUES ($1, 'everywhere', 99, now())`,
      [user.email],
    );
    const page = await (await stage.browser.person()).newPage();
    const signIn = async (given: string) => {
      await page.getByLabel('E-mail').fill(user.email);
      await page.getByLabel('Password').fill(given);
      await page.keyboard.press('Enter');
    };
    await page.goto(stage.parkmate.url);
    await signIn('wrong password');
    await page.getByRole('alert').filter({ hasText: 'Wrong' }).waitFor();
    await signIn(password);
    await page.getByRole('alert').filter({ hasText: 'Too many' }).waitFor();
    await page.goto(await linkOf('lift-lockout'));
    await page.getByRole('button', { name: 'Let this browser sign in' }).press('Enter');
    await toast(page, 'This browser may sign in now').waitFor();
    await signIn(password);
    await page.getByRole('heading', { name: 'Find a slot' }).waitFor();
  });
});
