/** Of the password `parkmate-demo`, hashed beforehand so that hundreds of accounts cost nothing. */
const passwordHash =
  '$argon2id$v=19$m=19456,t=2,p=1$mUDr03JkfUiQjuPQf80wvQ$GYoskABdGZe+qIA56XyKxYYyRw+1SftE1Q7JeUxif7M';

/** SQL and values that make as many accounts of one role, with their inboxes, and return the `id` and `email` of each. */
export const insertAccounts = (role: string, count: number): [sql: string, values: unknown[]] => [
  `WITH account AS (
     INSERT INTO users (email, password_hash, name, role)
     SELECT gen_random_uuid() || '@example.test', $1, $2, $3 FROM generate_series(1, $4) RETURNING id, email
   ), inbox AS (INSERT INTO inboxes (user_id) SELECT id FROM account)
   SELECT id, email FROM account`,
  [passwordHash, `Test ${role}`, role, count],
];
