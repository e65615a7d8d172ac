/** The password of the accounts that `npm start` seeds and prints. They exist in demo data only. */
export const demoPassword = 'parkmate-demo';

export const demoAccounts = [
  { role: 'user', email: 'user@demo.parkmate.test' },
  { role: 'owner', email: 'owner@demo.parkmate.test' },
  { role: 'admin', email: 'admin@demo.parkmate.test' },
  { role: 'operator', email: 'operator@demo.parkmate.test' },
] as const;
