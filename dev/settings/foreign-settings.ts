/** What the drivers and programs of PostgreSQL read beside what they are told: PGHOST, PGSSLMODE, PGOPTIONS, … */
const ofPostgres = /^PG[A-Z]+$/;

const thisMachine = ['127.0.0.1', 'localhost', '::1'];

/**
 * Keeps the shell's settings for other programs away from the services that the launcher starts: PGSSLMODE=require would
 * ask a PostgreSQL without certificates for TLS for ever, and a proxy would be asked for pages of this machine.
 * @param env of this process, which everything that it starts inherits. It is changed.
 * @param ownDatabase whether the launcher starts PostgreSQL; for one of somebody's own, PG* may be meant.
 */
export function leaveOutForeignSettings(
  env: NodeJS.ProcessEnv,
  { ownDatabase }: { ownDatabase: boolean },
): void {
  for (const name of Object.keys(env)) {
    if (ownDatabase && ofPostgres.test(name)) Reflect.deleteProperty(env, name);
  }
  for (const name of ['NO_PROXY', 'no_proxy']) {
    const others = (env[name] ?? '').split(',').filter((host) => host !== '' && !thisMachine.includes(host));
    env[name] = [...others, ...thisMachine].join(',');
  }
}
