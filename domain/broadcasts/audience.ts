/**
 * Whether a user is in the audience of a broadcast, in SQL. UUIDv7 ids are ordered by time: accounts registered
 * after the broadcast have larger ids and are not in its audience.
 * @param user an alias of `users`
 * @param broadcast an alias of `broadcasts`, or of what has its `id` and `audience`
 */
export const isInAudience = (user: string, broadcast: string) => `
  (${user}.id < ${broadcast}.id AND CASE ${broadcast}.audience
     WHEN 'users' THEN ${user}.role = 'user' WHEN 'owners' THEN ${user}.role = 'owner' ELSE true END)`;
