import { loadTexts } from '../texts/texts-in.js';

const waitsMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

/** Dynamic import with retries, for a connection that is lost meanwhile. A part comes with its texts in the language of the page. */
export async function retryImport<Part>(fetchPart: () => Promise<Part>): Promise<Part> {
  for (const waitMs of waitsMs) {
    try {
      const part = await fetchPart();
      await loadTexts();
      return part;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
  return fetchPart();
}
