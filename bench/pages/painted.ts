import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';

const withinMs = 15_000;
/** At 60 Hz. */
const frameMs = 1_000 / 60;

/** Measures toasts of a page; to be attached before the page loads anything. */
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
   * Triggers one toast and waits until it is painted.
   * @returns the milliseconds since the WebSocket frame with its notification.
   */
  async next(cause: () => unknown): Promise<number> {
    // A random phase between two animation frames; otherwise samples would be aligned with one.
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
