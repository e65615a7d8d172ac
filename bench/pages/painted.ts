import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';

const withinMs = 15_000;
/** Of a screen that shows sixty frames a second. */
const frameMs = 1_000 / 60;

/** Follows the toasts of a page, which must not have loaded anything yet. */
export class PaintWatch {
  private onPainted: ((ms: number) => void) | undefined;

  private constructor() {}

  static async on(page: Page): Promise<PaintWatch> {
    const watch = new PaintWatch();
    await page.exposeFunction('toastPainted', (ms: number) => watch.onPainted?.(ms));
    await page.addInitScript({ path: join(import.meta.dirname, 'paint-watch.js') });
    return watch;
  }

  /**
   * Has one toast caused and waits until it is painted.
   * @returns the milliseconds from the frame with its notification on.
   */
  async next(cause: () => unknown): Promise<number> {
    // At any moment between two frames on the screen, and not always right after one.
    await wait(Math.random() * frameMs);
    const painted = new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`no toast was painted within ${withinMs} ms`));
      }, withinMs);
      this.onPainted = (ms) => {
        clearTimeout(timer);
        resolve(ms);
      };
    });
    const [ms] = await Promise.all([painted, cause()]);
    return ms;
  }
}
