const waitsMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

/** Fetches a part of the client, and asks again for a while when the connection is lost just then. */
export async function retryImport<Part>(fetchPart: () => Promise<Part>): Promise<Part> {
  for (const waitMs of waitsMs) {
    try {
      return await fetchPart();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
  return fetchPart();
}
