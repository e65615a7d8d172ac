/**
 * Whether a user is in the audience of a broadcast, in SQL. Ids hold the time at which they were made (UUIDv7): whoever
 * registers later has a later id than the broadcast, and is not told what was said before.
 * @param user an alias of `users`
 * @param broadcast an alias of `broadcasts`, or of what has its `id` and `audience`
 */
export const isInAudience = (user: string, broadcast: string) => `
  (${user}.id < ${broadcast}.id AND CASE ${broadcast}.audience
     WHEN 'users' THEN ${user}.role = 'user' WHEN 'owners' THEN ${user}.role = 'owner' ELSE true END)`;
