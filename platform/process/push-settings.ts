import { createECDH } from 'node:crypto';
import { z } from 'zod';
import { checked } from './setting-types.js';

const keyProblem = (what: string, bytes: number, isRight: (key: Buffer) => boolean) => (text: string) => {
  const key = Buffer.from(text, 'base64url');
  return key.length === bytes && key.toString('base64url') === text && isRight(key)
    ? undefined
    : `must be ${what} of ${bytes} bytes in Base64url without padding: make a pair with \`npx web-push generate-vapid-keys\``;
};

/** Push services hand it to whoever looks into trouble with what is sent. */
function subjectProblem(text: string): string | undefined {
  const isRight = /^mailto:[^\s@]+@[^\s@]+$/.test(text) || (/^https:\/\//.test(text) && URL.canParse(text));
  return isRight
    ? undefined
    : 'must be an address to write to, such as mailto:admin@example.com, or an https URL';
}

const hostAndPort = /^[a-z0-9][a-z0-9.-]{0,252}(:[1-9]\d{0,4})?$/;

export const pushSettings = {
  /** The pair of keys by which push services know this installation (RFC 8292). A new pair ends every subscription. */
  VAPID_PUBLIC_KEY: checked(keyProblem('a public key of P-256', 65, ([first]) => first === 4)).optional(),
  VAPID_PRIVATE_KEY: checked(keyProblem('a private key of P-256', 32, () => true)).optional(),
  VAPID_SUBJECT: checked(subjectProblem).optional(),
  /** Push services beside those of the browsers, which may be in a private network. */
  PUSH_SERVICE_HOSTS: z
    .string()
    .transform((list) => list.split(',').map((host) => host.trim().toLowerCase()))
    .refine((hosts) => hosts.every((host) => hostAndPort.test(host)), {
      message: 'must be hosts such as push.example.com or 10.0.0.5:8443, separated by commas',
    })
    .default([]),
};

type PushEnv = z.infer<z.ZodObject<typeof pushSettings>>;

/** How push services know who sends to them. */
export interface VapidKeys {
  publicKey: string;
  privateKey: string;
  subject: string;
}

/** The keys that the settings name, or undefined where there is no web push. */
export function vapidKeysOf(env: PushEnv): VapidKeys | undefined {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: subject } = env;
  if (publicKey === undefined || privateKey === undefined || subject === undefined) return undefined;
  return { publicKey, privateKey, subject };
}

/** Whether all three are there or none. */
export const areAllOrNone = ({ VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, VAPID_SUBJECT }: PushEnv): boolean =>
  new Set([VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, VAPID_SUBJECT].map((value) => value === undefined)).size ===
  1;

/** Whether the keys belong together: otherwise push services refuse everything. */
export function areOnePair({ VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY }: PushEnv): boolean {
  if (VAPID_PUBLIC_KEY === undefined || VAPID_PRIVATE_KEY === undefined) return true;
  const curve = createECDH('prime256v1');
  try {
    curve.setPrivateKey(Buffer.from(VAPID_PRIVATE_KEY, 'base64url'));
  } catch {
    return false;
  }
  return curve.getPublicKey().toString('base64url') === VAPID_PUBLIC_KEY;
}
