import { expect } from 'chai';
import type { Preferences } from '../../contract/api/preferences.js';
import { toast, useStage } from './stage.js';
import type { Visitor } from './visitor.js';

describe('The page of how people are reached', function () {
  this.timeout(90_000);
  const stage = useStage();
  const kept = (visitor: Visitor) => visitor.ok<Preferences>('GET', '/me/preferences');

  it('has a switch for each event and channel, says what is missing, and saves what was chosen', async () => {
    const user = await stage().newUser();
    const { page } = await stage().enter(user, '/account');
    await page.getByRole('link', { name: 'Choose how' }).click();
    await page.getByText('your address is not verified yet').waitFor();
    await page.getByText('not switched on in this browser').waitFor();
    const { events } = await kept(user);
    expect(await page.getByRole('switch').count()).to.equal(2 * events.length);
    const row = page.getByRole('group', { name: 'A booking is about to end' });
    expect(await row.getByRole('switch', { name: 'Mail' }).isChecked()).to.equal(true);
    await row.getByRole('switch', { name: 'Mail' }).focus();
    await page.keyboard.press('Space');
    await page.getByText('Not saved yet').waitFor();
    await page.getByRole('button', { name: 'Undo changes' }).click();
    expect(await row.getByRole('switch', { name: 'Mail' }).isChecked()).to.equal(true);
    await row.getByRole('switch', { name: 'Mail' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await toast(page, 'Saved').waitFor();
    expect((await kept(user)).choices['booking.expiring']).to.deep.equal({ email: false, push: true });
    await page.reload();
    await row.waitFor();
    expect(await row.getByRole('switch', { name: 'Mail' }).isChecked()).to.equal(false);
  });

  it('explains what becomes of warnings in quiet hours, and shows what is wrong beside its field', async () => {
    const user = await stage().newUser();
    const { page } = await stage().enter(user, '/preferences', { timezoneId: 'Europe/Madrid' });
    await page.getByText('Mail and push come at any hour.').waitFor();
    expect(await page.getByLabel('Time zone').inputValue()).to.equal('Europe/Madrid');
    await page.getByLabel('Send nothing during certain hours').check();
    await page.getByLabel('From').fill('23:30');
    await page.getByText('Nothing is sent by mail or push from 23:30 until 07:00.').waitFor();
    await page.getByText('in the half hour before 23:30').waitFor();
    await page.getByLabel('Let warnings through').check();
    await page.getByText('Warnings are sent all the same').waitFor();
    expect(await page.getByText('in the half hour before').count()).to.equal(0);
    await page.getByLabel('Until').fill('');
    await page.getByLabel('Time zone').fill('Nowhere');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Choose a time.').waitFor();
    await page.getByText('Must be an IANA time zone').waitFor();
    expect(await page.getByLabel('Until').getAttribute('aria-invalid')).to.equal('true');
    await page.getByLabel('Until').fill('06:15');
    await page.getByLabel('Time zone').fill('Atlantic/Canary');
    await page.getByRole('button', { name: 'Save' }).click();
    await toast(page, 'Saved').waitFor();
    expect(await kept(user)).to.deep.include({
      timezone: 'Atlantic/Canary',
      quietHours: { from: '23:30', to: '06:15', breakThrough: true },
    });
  });

  it('lets owners gather news, and nobody else, in either language', async () => {
    const { page } = await stage().enter(stage().owner, '/preferences');
    await page.getByRole('radio', { name: 'Every hour' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await toast(page, 'Saved').waitFor();
    expect((await kept(stage().owner)).digest).to.equal('hourly');
    expect(await page.getByText('A booking is about to end').count()).to.equal(0);
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('dialog').getByRole('radio', { name: 'Español' }).check();
    await page.getByRole('heading', { name: 'Cómo te avisamos' }).waitFor();
    await page.getByText('Reservan una plaza').waitFor();
    const { page: others } = await stage().enter(await stage().newUser(), '/preferences');
    await others.getByText('A booking is about to end', { exact: true }).waitFor();
    expect(await others.getByText('Every hour').count()).to.equal(0);
  });
});
