import type { Webhook } from '../../../contract/api/webhooks.js';
import { webhookWords } from '../texts/webhooks.js';

/** Whether a webhook is sent anything, and accepts it. */
export function StateTag({ webhook: { disabledAt, failingSince } }: { webhook: Webhook }) {
  const t = webhookWords.value.state;
  if (disabledAt !== null) return <span class="tag rejected">{t.off}</span>;
  if (failingSince !== null) return <span class="tag pending">{t.failing}</span>;
  return <span class="tag verified">{t.on}</span>;
}

/** Where it is, as a title: the rest of an address is long, and may be a secret. */
export const hostOf = (url: string): string => new URL(url).host;
