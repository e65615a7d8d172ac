import { expect } from 'chai';
import { faultsOf } from './axe.js';
import { everyPage, type Sight } from './pages.js';
import { setScene, type Scene } from './scene.js';
import { settle } from './settle.js';

const looks = [
  { colorScheme: 'light', viewport: { width: 375, height: 740 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
] as const;

/* From the client's own routes: a page that is added is tried by itself. */
describe('Every page of every role, in a browser', function () {
  this.timeout(180_000);
  let scene: Scene;
  let sights: Sight[];
  before(async () => {
    scene = await setScene();
    sights = await everyPage(scene);
  });
  after(async () => {
    await scene.strike();
  });

  for (const as of ['nobody', 'user', 'newcomer', 'owner', 'admin', 'operator'])
    it(`is fit for everybody in both themes, has one heading and complains of nothing: ${as}`, async () => {
      const { browser, parkmate } = scene.stage;
      const sight = sights.find((one) => one.as === as);
      if (!sight) throw new Error(`nobody is ${as}`);
      const context = await browser.person({ reducedMotion: 'reduce' });
      const page = await context.newPage();
      await sight.visitor?.signIn(page);
      const faults: string[] = [];
      for (const { path } of sight.pages) {
        await page.goto(new URL(path, parkmate.url).href);
        await settle(page);
        for (const { viewport, colorScheme } of looks) {
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme });
          const found = await faultsOf(page);
          if ((await page.locator('h1').count()) !== 1) found.push('not one h1');
          if (await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth'))
            found.push('wider than the screen');
          faults.push(...found.map((fault) => `${path}, ${colorScheme}, ${viewport.width}: ${fault}`));
        }
      }
      expect(faults).to.deep.equal([]);
      expect(await browser.closeAll()).to.deep.equal([]);
    });
});
