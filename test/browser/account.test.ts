import { expect } from 'chai';
import { password } from './visitor.js';
import { toast, useStage } from './stage.js';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0';
const better = 'a better battery staple';

describe('The account page', function () {
  this.timeout(90_000);
  const stage = useStage();

  it('changes the password, which signs out everywhere else and is said', async () => {
    const user = await stage().newUser();
    const { page } = await stage().enter(user, '/account');
    const { page: elsewhere } = await stage().enter(user);
    await page.getByLabel('Current password').fill('not it at all');
    await page.getByLabel('New password').fill(better);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('alert').getByText('The current password is another one.').waitFor();
    await page.getByLabel('Current password').fill(password);
    await page.getByLabel('New password').fill('1234567890');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.locator('.field-error').getByText('digits alone').waitFor();
    await page.getByLabel('New password').fill(better);
    await page.getByRole('button', { name: 'Change password' }).click();
    await toast(page, 'Password changed').waitFor();
    expect(await page.getByLabel('New password').inputValue()).to.equal('');
    await elsewhere.getByText('Your session has ended').waitFor();
  });

  it('lists where somebody is signed in, and ends a session from afar', async () => {
    const user = await stage().newUser();
    const { page: elsewhere } = await stage().enter(user, '/', { userAgent: firefox });
    const { page } = await stage().enter(user);
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('link', { name: 'Account and security' }).click();
    await page.getByText('This device', { exact: true }).waitFor();
    // The visitor itself has one, by its own program.
    const rows = page.locator('.sessions li');
    expect(await rows.count()).to.equal(3);
    await page.getByRole('button', { name: 'End the session of Firefox on Linux' }).click();
    await elsewhere.getByText('Your session has ended').waitFor();
    await page.waitForFunction('document.querySelectorAll(".sessions li").length === 2');
    expect(await page.evaluate('document.activeElement.textContent')).to.equal('Where you are signed in');
  });

  it('signs out everywhere, when somebody is sure', async () => {
    const user = await stage().newUser();
    const { page: elsewhere } = await stage().enter(user);
    const { page } = await stage().enter(user, '/account');
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('button', { name: 'Yes, everywhere' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await elsewhere.getByText('Your session has ended').waitFor();
  });
});
