import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { useStage } from './stage.js';

const langOf = (page: Page) => page.evaluate<string>('document.documentElement.lang');

describe('The language of the client', function () {
  this.timeout(60_000);
  const stage = useStage();

  it('is the first of ours that the browser prefers, from the first view on', async () => {
    const context = await stage().browser.person({ locale: 'es-MX' });
    const page = await context.newPage();
    await page.goto(`${stage().parkmate.url}/lots`);
    await page.getByRole('link', { name: 'Iniciar sesión' }).waitFor();
    expect(await langOf(page)).to.equal('es');
  });

  it('changes at once, in every tab, and survives a reload', async () => {
    const { page, context } = await stage().enter(stage().user);
    const other = await context.newPage();
    await other.goto(`${stage().parkmate.url}/bookings`);
    await other.getByRole('button', { name: 'Your account' }).waitFor();
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('radio', { name: 'Español' }).click();
    await page.getByRole('button', { name: 'Cerrar sesión' }).waitFor();
    await page.getByRole('link', { name: 'Reservas' }).waitFor();
    await other.getByRole('button', { name: 'Tu cuenta' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Reservas' }).waitFor();
    expect(await langOf(page)).to.equal('es');
  });

  it('stays what it is, and says so, where the texts of another one do not come', async () => {
    const { page } = await stage().enter(stage().user);
    await page.route(/\/assets\/shell-/, (route) => route.abort());
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('radio', { name: 'Español' }).click();
    await page.locator('.toast').filter({ hasText: 'The language could not be loaded' }).waitFor();
    expect(await langOf(page)).to.equal('en');
    expect(await page.getByRole('radio', { name: 'English' }).isChecked()).to.equal(true);
  });
});
