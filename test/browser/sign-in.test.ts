import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { useStage } from './stage.js';
import { password } from './visitor.js';

const signInButton = (page: Page) => page.getByRole('button', { name: 'Sign in' });

describe('Signing in, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage();

  it('says that e-mail and password do not fit, and takes the right ones', async () => {
    const { browser, user, parkmate } = stage();
    const page = await (await browser.person()).newPage();
    await page.goto(parkmate.url);
    await page.getByLabel('E-mail').fill(user.email);
    await page.getByLabel('Password').fill('not the password');
    await signInButton(page).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password').fill(password);
    await signInButton(page).click();
    await page.getByRole('heading', { name: 'Find a slot' }).waitFor();
  });

  it('registers, with what is wrong said at each field and the first one in focus', async () => {
    const { browser, parkmate } = stage();
    const page = await (await browser.person()).newPage();
    await page.goto(parkmate.url);
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.getByLabel('Name').fill('Grace');
    await page.getByLabel('E-mail').fill('nothing like an address');
    await page.getByLabel('Password').fill('short');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.locator('.field-error').nth(1).waitFor();
    expect(await page.locator('[aria-invalid=true]').count()).to.equal(2);
    // The focus follows what is shown.
    await page.locator('[name=email]:focus').waitFor();
    await page.getByLabel('E-mail').fill(`grace-${Date.now()}@example.test`);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('radio', { name: 'I own a lot' }).check();
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { name: 'Business', exact: true }).waitFor();
  });

  it('leads back to where somebody wanted to go', async () => {
    const { user } = stage();
    const booking = await stage().book(user);
    const page = await (await stage().browser.person()).newPage();
    await user.signIn(page, `/bookings/${booking.id}`);
    await page.getByTestId('countdown').waitFor();
  });

  it('leads back to the lot that somebody wants to book', async () => {
    const { user, lot, parkmate } = stage();
    const page = await (await stage().browser.person()).newPage();
    await page.goto(`${parkmate.url}/lots/${lot.id}`);
    await page.getByRole('link', { name: 'Sign in to book' }).click();
    await page.getByLabel('E-mail').fill(user.email);
    await page.getByLabel('Password').fill(password);
    await signInButton(page).click();
    await page.getByRole('radio', { name: /A-12/ }).waitFor();
    expect(new URL(page.url()).pathname).to.equal(`/lots/${lot.id}`);
    await page.locator('.nav [aria-current=page]').filter({ hasText: 'Park' }).waitFor();
    // Back does not lead to a form that is of no use any more.
    await page.goBack();
    await page.waitForURL(`**/lots/${lot.id}`);
  });

  it('survives reloads, also ones that come faster than their answers', async () => {
    const { user, parkmate } = stage();
    const { page } = await stage().enter(user);
    for (let reload = 0; reload < 5; reload += 1) await page.goto(parkmate.url, { waitUntil: 'commit' });
    await page.getByRole('heading', { name: 'Find a slot' }).waitFor();
  });

  it('ends in all tabs at once', async () => {
    const { page, context } = await stage().enter(stage().user);
    const other = await context.newPage();
    await other.goto(stage().parkmate.url);
    await other.getByRole('heading', { name: 'Find a slot' }).waitFor();
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signInButton(page).waitFor();
    await signInButton(other).waitFor();
    await other.reload();
    await signInButton(other).waitFor();
  });
});
