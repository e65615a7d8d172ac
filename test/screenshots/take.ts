import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setScene, type Scene } from '../browser/scene.js';
import { settle } from '../browser/settle.js';
import { everyPage, type Sight } from '../browser/pages.js';

const widths = [320, 375, 1280];
const themes = ['light', 'dark'] as const;

/** @returns the files of the pictures, relative to `folder`. */
async function takeSight({ stage }: Scene, { as, visitor, pages }: Sight, folder: string): Promise<string[]> {
  const { browser, parkmate } = stage;
  mkdirSync(path.join(folder, as), { recursive: true });
  const context = await browser.person({ reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await visitor?.signIn(page);
  const files: string[] = [];
  for (const { name, path: address } of pages) {
    await page.goto(new URL(address, parkmate.url).href);
    await settle(page);
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 600 ? 740 : 800 });
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        const file = `${as}/${name}-${width}-${colorScheme}.png`;
        await page.screenshot({ path: path.join(folder, file), fullPage: true });
        files.push(file);
      }
    }
  }
  await context.close();
  return files;
}

/** All pictures on one sheet, to look at side by side. */
function writeSheet(folder: string, files: readonly string[]): void {
  const figures = files.map(
    (file) => `<figure><img loading="lazy" src="${file}" alt=""><figcaption>${file}</figcaption></figure>`,
  );
  writeFileSync(
    path.join(folder, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>ParkMate</title>
<style>body{display:flex;flex-wrap:wrap;gap:12px;align-items:start;font:12px sans-serif}figure{margin:0}
img{width:280px;border:1px solid #999}</style>${figures.join('\n')}`,
  );
}

/**
 * Takes a picture of every page, in every width and theme.
 * @param wanted whose pages; everybody's if nobody is named.
 * @returns how many pictures there are.
 */
export async function takePictures(folder: string, wanted: readonly string[]): Promise<number> {
  const scene = await setScene();
  const files: string[] = [];
  try {
    const waiting = (await everyPage(scene)).filter(({ as }) => wanted.length === 0 || wanted.includes(as));
    // Two at once: one page draws while the other one waits for the server.
    const take = async (): Promise<void> => {
      for (let sight = waiting.shift(); sight; sight = waiting.shift())
        files.push(...(await takeSight(scene, sight, folder)));
    };
    await Promise.all([take(), take()]);
  } finally {
    await scene.strike();
  }
  writeSheet(folder, files.sort());
  return files.length;
}
