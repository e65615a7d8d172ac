import type { LetterPurpose } from '../../../contract/api/account-mail.js';
import { deviceName } from '../../../contract/device-name.js';
import type { NotificationType } from '../../../contract/notification.js';
import { issueMailToken, type TokenPurpose } from '../../accounts/mail/mail-tokens.js';
import { localTime } from '../../events/catalog/local-time.js';
import type { ClaimedDelivery } from '../claimed-delivery.js';
import { accountLetterWords } from './account-letter-words.js';
import type { LetterContent } from './letter-content.js';
import type { LetterTools, WriteLetter } from './letter-tools.js';
import { readNewDevice } from './read-new-device.js';

const tones: Readonly<Record<LetterPurpose, NotificationType>> = {
  ...{
    'verify-address': 'info',
    'reset-password': 'info',
    'new-device': 'warning',
    'lift-lockout': 'warning',
  },
};

/**
 * Where a link leads. The token stands behind the `#`, which browsers send to nobody: it is in no log of a server or of a proxy.
 * Following it changes nothing, since scanners of mail do: the page asks for a tap.
 */
const linkOf = (origin: string, path: string, token: string): string =>
  new URL(`${path}#token=${token}`, origin).href;

const contentOf = (delivery: ClaimedDelivery, purpose: LetterPurpose, url: string): LetterContent => {
  const { language, name } = delivery.user;
  const words = accountLetterWords[language];
  const { title, paragraphs, action, footer } = words[purpose];
  return {
    ...{ language, tone: tones[purpose], title, footer },
    paragraphs: [words.hello(name), ...paragraphs],
    action: { label: action, url },
  };
};

const withToken =
  (purpose: TokenPurpose): WriteLetter =>
  async (delivery: ClaimedDelivery, { db, origin }: LetterTools) => {
    const token = await issueMailToken(db, { purpose, userId: delivery.user.id, deliveryId: delivery.id });
    return contentOf(delivery, purpose, linkOf(origin, `/${purpose}`, token));
  };

const newDevice: WriteLetter = async (delivery, { db, origin }) => {
  const { language, id } = delivery.user;
  const words = accountLetterWords[language].newDevice;
  const { device, timezone } = await readNewDevice(db, id, delivery.target);
  const time = localTime(delivery.createdAt.toISOString(), timezone ?? 'UTC', language);
  return {
    ...contentOf(delivery, 'new-device', new URL('/account', origin).href),
    facts: [
      { label: words.when, value: timezone === null ? `${time} UTC` : time },
      { label: words.device, value: deviceName(device, words.named) },
    ],
  };
};

/** What is written about accounts, by the purpose of the delivery. */
export const accountLetters: Readonly<Record<LetterPurpose, WriteLetter>> = {
  'verify-address': withToken('verify-address'),
  'reset-password': withToken('reset-password'),
  'lift-lockout': withToken('lift-lockout'),
  'new-device': newDevice,
};
