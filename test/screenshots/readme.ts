import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../dev/files/root.js';
import type { Visitor } from '../browser/visitor.js';
import { setScene, type Scene } from '../browser/scene.js';
import { settle } from '../browser/settle.js';

interface Picture {
  file: string;
  visitor: Visitor;
  path: string;
  width: number;
  height: number;
  colorScheme: 'light' | 'dark';
  /** What has to be seen on it. */
  shows: string;
}

const picturesOf = ({ people, lot }: Scene): Picture[] => [
  {
    file: 'five-minutes.png',
    visitor: people.user,
    path: `/lots/${lot.id}`,
    ...{ width: 375, height: 740, colorScheme: 'light' },
    shows: '.toast.running',
  },
  {
    file: 'dashboard.png',
    visitor: people.owner,
    path: '/dashboard',
    ...{ width: 1100, height: 740, colorScheme: 'dark' },
    shows: '.page dl, .page figure',
  },
];

/** Takes the pictures that the README shows, into `docs/pictures`. @returns how many there are. */
export async function takeReadmePictures(): Promise<number> {
  const folder = path.join(root, 'docs/pictures');
  mkdirSync(folder, { recursive: true });
  const scene = await setScene();
  try {
    // Warned of at once: what is shorter than the time of the warning is not warned of.
    await scene.stage.book(scene.people.user, 302, 'card', 'B-PM 2032');
    const pictures = picturesOf(scene);
    for (const { file, visitor, path: address, width, height, colorScheme, shows } of pictures) {
      const { page } = await scene.stage.enter(visitor, address, {
        ...{ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' },
      });
      await settle(page);
      await page.locator(shows).first().waitFor();
      await page.screenshot({ path: path.join(folder, file) });
    }
    return pictures.length;
  } finally {
    await scene.stage.strike();
  }
}
