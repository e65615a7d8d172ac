import webPush from 'web-push';

/** Settings of an installation that has mail, though nobody takes it. */
export const withMail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'ParkMate <hello@parkmate.example>' };

const { publicKey, privateKey } = webPush.generateVAPIDKeys();

/** Settings of an installation that has web push. */
export const withPush = {
  VAPID_PUBLIC_KEY: publicKey,
  VAPID_PRIVATE_KEY: privateKey,
  VAPID_SUBJECT: 'mailto:hello@parkmate.example',
};
