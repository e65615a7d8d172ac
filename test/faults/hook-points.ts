/* Places in the code of the server that scenarios and planted bugs patch, and what they put there. */

export const notify = 'domain/notifications/notify.ts';
export const tell = 'domain/notifications/tell-recipients.ts';
/** Where everything has been told, and nothing committed. */
export const endOfTelling = `{ plan: Math.max(ids.length, userIds.length) >= many ? 'custom' : 'generic' },
  );`;

/** What a patched process does at a hook point when its environment says so: it dies and does nothing after. */
export const dieHere = (where: string, when = 'true') =>
  `if (process.env.DIE_AT === '${where}' && ${when}) { process.kill(process.pid, 'SIGKILL'); await new Promise(() => undefined); }`;

/** The same, but it stops in its tracks, once, and says so before. */
export const freezeHere = (where: string) =>
  `if (process.env.FREEZE_AT === '${where}') {
    delete process.env.FREEZE_AT;
    (await import('node:fs')).writeSync(1, 'frozen here\\n');
    process.kill(process.pid, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }`;
