import { styleText } from 'node:util';

let isSilent = false;

/** Suppresses the output of steps from here on: their failures during a shutdown are consequences of it. */
export function silenceSteps(): void {
  isSilent = true;
}

const announceAfterMs = 1_500;

/**
 * Runs one named step and prints its result and duration. A slow one is announced while it runs.
 * @param describe more about the result, where there is more to say.
 */
export async function step<T>(
  name: string,
  work: () => Promise<T>,
  describe?: (result: T) => string,
): Promise<T> {
  const startedAt = performance.now();
  const print = (line: string) => {
    if (!isSilent) console.log(line);
  };
  const printEnd = (mark: string, detail = '') => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    print(`  ${mark} ${name}${detail && `: ${detail}`} ${styleText('dim', `(${seconds} s)`)}`);
  };
  const announcement = setTimeout(print, announceAfterMs, `  … ${name}`);
  try {
    const result = await work();
    printEnd(styleText('green', '✓'), describe?.(result));
    return result;
  } catch (error) {
    printEnd(styleText('red', '✗'));
    throw error;
  } finally {
    clearTimeout(announcement);
  }
}
