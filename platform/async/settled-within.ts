/** Resolves when the work has settled, or after a timeout. Never rejects. */
export async function settledWithin(work: Promise<unknown>, patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, patienceMs)));
  await Promise.race([work.catch(() => undefined), patience]);
  clearTimeout(timer);
}
