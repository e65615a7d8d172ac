/** Resolves when this has ended, however, or has taken too long to be waited for. */
export async function endOf(work: Promise<unknown>, patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, patienceMs)));
  await Promise.race([work.catch(() => undefined), patience]);
  clearTimeout(timer);
}
