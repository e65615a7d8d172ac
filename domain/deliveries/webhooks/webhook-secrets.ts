import { randomBytes } from 'node:crypto';
import type { Secrets } from '../../../platform/process/secret.js';
import { deriveKeys, SealedBox } from '../../../platform/sealed-box.js';

const secretBytes = 32;

/**
 * The secrets with which webhooks are signed. The database holds them sealed, each for its own webhook, so that whoever reads
 * it can sign nothing, and cannot have one webhook signed with the secret of another.
 */
export class WebhookSecrets {
  private readonly box: SealedBox;

  constructor(secrets: Secrets) {
    this.box = new SealedBox(deriveKeys(secrets, 'webhook secrets'));
  }

  /** A new one, as receivers take it: Base64 with a prefix, see Standard Webhooks. */
  make(): string {
    return `whsec_${randomBytes(secretBytes).toString('base64')}`;
  }

  seal(secret: string, webhookId: string): Buffer {
    return this.box.seal(secret, webhookId);
  }

  /** The same one sealed with the secret that the settings name first; undefined where it is already, or cannot be opened. */
  reseal(sealed: Buffer, webhookId: string): Buffer | undefined {
    return this.box.reseal(sealed, webhookId);
  }

  /** @throws where it was sealed with a secret that the settings no longer name, or for another webhook. */
  open(sealed: Buffer, webhookId: string): string {
    return this.box.open(sealed, webhookId);
  }
}
