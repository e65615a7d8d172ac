import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { languages } from '../../contract/languages.js';
import { faultsOf } from './axe.js';
import { toast, useStage } from './stage.js';
import { password, type Visitor } from './visitor.js';

const langOf = (page: Page) => page.evaluate<string>('document.documentElement.lang');
const isTooWide = (page: Page) =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

describe('The language of the client', function () {
  this.timeout(60_000);
  const stage = useStage();

  const spanish = async () => {
    const user = await stage().newUser();
    await user.ok('PATCH', '/me', { language: 'es' });
    return user;
  };

  /** Signs in where the browser prefers Spanish. */
  async function enter(user: Visitor, path: string, width = 375) {
    const context = await stage().browser.person({
      locale: 'es-MX',
      viewport: { width, height: 740 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(`${stage().parkmate.url}${path}`);
    await page.getByLabel('Correo electrónico').fill(user.email);
    await page.getByLabel('Contraseña').fill(password);
    await page.getByRole('button', { name: 'Iniciar sesión' }).click();
    await page.getByRole('button', { name: /^Notificaciones/ }).waitFor();
    return page;
  }

  it('is the first of ours that the browser prefers, from the first view on', async () => {
    const context = await stage().browser.person({ locale: 'es-MX' });
    const page = await context.newPage();
    await page.goto(`${stage().parkmate.url}/lots`);
    await page.getByRole('link', { name: 'Iniciar sesión' }).waitFor();
    await page.getByRole('heading', { name: 'Lotes' }).waitFor();
    expect(await langOf(page)).to.equal('es');
  });

  it('is each of ours where no script has run yet, or none may', async () => {
    const context = await stage().browser.person({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(stage().parkmate.url);
    const said = page.locator('.without-scripts p');
    await said.last().waitFor();
    expect(await said.allInnerTexts()).to.deep.equal([
      ...['ParkMate needs JavaScript.', 'ParkMate necesita JavaScript.'],
    ]);
    const starting = page.locator('.starting p');
    expect(await starting.count()).to.equal(languages.length);
    expect(await starting.first().isVisible()).to.equal(false);
  });

  it('is that of the app that is installed from the page', async () => {
    const manifests = await Promise.all(
      languages.map(async (language) => {
        const context = await stage().browser.person({ locale: language });
        const page = await context.newPage();
        await page.goto(stage().parkmate.url);
        await page.locator(`html[lang=${language}]`).waitFor();
        const address = await page.locator('link[rel=manifest]').getAttribute('href');
        const answer = await fetch(new URL(address ?? '', stage().parkmate.url));
        expect(answer.headers.get('content-type')).to.match(/^application\/manifest\+json/);
        return (await answer.json()) as Record<string, unknown>;
      }),
    );
    expect(manifests.map(({ lang }) => lang)).to.deep.equal(languages);
    expect(new Set(manifests.map(({ description }) => description)).size).to.equal(languages.length);
    // It is one app, and so the same but for its words.
    const [first, ...others] = manifests;
    for (const { lang, description, ...other } of others)
      expect(
        { ...other, lang: first?.lang, description: first?.description },
        `${String(lang)}: ${String(description)}`,
      ).to.deep.equal(first);
  });

  it('changes at once, in every tab, survives a reload, and is there on another device', async () => {
    const user = await stage().newUser();
    const { page, context } = await stage().enter(user);
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
    const { page: elsewhere } = await signInInEnglish(user);
    await elsewhere.getByRole('link', { name: 'Reservas' }).waitFor();
    await elsewhere.getByRole('heading', { name: 'Estacionar' }).waitFor();
    expect(await langOf(elsewhere)).to.equal('es');
  });

  /** On a device that has never seen Spanish. */
  async function signInInEnglish(user: Visitor) {
    const context = await stage().browser.person();
    const page = await context.newPage();
    await page.goto(stage().parkmate.url);
    await page.getByLabel('E-mail').fill(user.email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return { page };
  }

  it('becomes that of the account when it was chosen before signing in', async () => {
    const user = await stage().newUser();
    const context = await stage().browser.person();
    const page = await context.newPage();
    await page.goto(stage().parkmate.url);
    await page.getByRole('radio', { name: 'Español' }).click();
    await page.getByLabel('Correo electrónico').fill(user.email);
    await page.getByLabel('Contraseña').fill('que no es esta');
    await page.getByRole('button', { name: 'Iniciar sesión' }).click();
    await page.getByText('El correo o la contraseña no son correctos.').waitFor();
    await page.getByLabel('Contraseña').fill(password);
    const saved = page.waitForResponse(
      (response) => response.url().endsWith('/api/me') && response.request().method() === 'PATCH',
    );
    await page.getByRole('button', { name: 'Iniciar sesión' }).click();
    expect((await saved).status()).to.equal(200);
    expect(await user.ok<{ language: string }>('GET', '/me')).to.include({ language: 'es' });
    await page.getByRole('heading', { name: 'Estacionar' }).waitFor();
  });

  it('is that of what is told: in a toast, in the inbox, and of what is refused', async () => {
    const user = await spanish();
    const booking = await stage().book(user);
    const page = await enter(user, `/bookings/${booking.id}`);
    await page.getByRole('heading', { name: 'Quedarme más tiempo' }).waitFor();
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`, {});
    await toast(page, '¡Tu pago en efectivo fue verificado!').waitFor();
    await page.getByText('Verificado', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Notificaciones, 1' }).click();
    await page.locator('.inbox-row').filter({ hasText: 'Pago verificado' }).waitFor();
    expect(await faultsOf(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await page.getByRole('radio', { name: 'Otro' }).click();
    await page.getByLabel('Minutos').fill('0');
    await page.getByRole('button', { name: 'Renovar', exact: true }).click();
    await page.getByText(/^Reserva al menos \d/).waitFor();
  });

  it('is that of operators: of what is wrong, in a toast and on the page, and of the story of a booking', async () => {
    const booking = await stage().book(await stage().newUser());
    const operator = await stage().newVisitor('operator');
    await operator.ok('PATCH', '/me', { language: 'es' });
    await stage().parkmate.settled();
    const page = await enter(operator, '/', 1_280);
    await stage().parkmate.db.query(
      `INSERT INTO outbox (event_id, attempts, dead_at)
       SELECT id, 10, now() FROM events WHERE type = 'booking.created' LIMIT 1`,
    );
    const sentence = 'las notificaciones de 1 evento no se pudieron escribir en diez intentos.';
    await toast(page, 'Alerta: dead-events').filter({ hasText: sentence }).waitFor();
    await page.locator('.ops-alert').filter({ hasText: sentence }).waitFor();
    await stage().parkmate.db.query('DELETE FROM outbox');
    await page.goto(`${stage().parkmate.url}/operations/bookings/${booking.id}`);
    const summary = page.getByTestId('summary');
    await summary.filter({ hasText: /^Se reservó .*; termina / }).waitFor();
    await page.locator('.ops-entry').filter({ hasText: 'Nueva reserva' }).first().waitFor();
    await page.getByRole('button', { name: 'Tu cuenta' }).click();
    await page.getByRole('radio', { name: 'English' }).click();
    await summary.filter({ hasText: /^Booked .*; ends / }).waitFor();
  });

  it('fits on a phone of 320 pixels, with its longer words', async () => {
    const user = await spanish();
    const booking = await stage().book(user);
    const page = await enter(user, '/', 320);
    for (const path of ['/', '/bookings', `/bookings/${booking.id}`, `/lots/${stage().lot.id}`, '/account']) {
      await page.goto(`${stage().parkmate.url}${path}`);
      await page.locator('h1').waitFor();
      await page.locator('.skeleton').first().waitFor({ state: 'detached' });
      expect(await isTooWide(page), path).to.equal(false);
      expect(await faultsOf(page), path).to.deep.equal([]);
    }
    await page.getByRole('button', { name: 'Tu cuenta' }).click();
    expect(await isTooWide(page)).to.equal(false);
  });

  it('stays what it is, and says so, where the texts of another one do not come', async () => {
    const { page } = await stage().enter(await stage().newUser());
    await page.route(/\/assets\/shell-/, (route) => route.abort());
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('radio', { name: 'Español' }).click();
    await toast(page, 'The language could not be loaded').waitFor();
    expect(await langOf(page)).to.equal('en');
    expect(await page.getByRole('radio', { name: 'English' }).isChecked()).to.equal(true);
  });
});
