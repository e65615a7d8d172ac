/** Environment variables of libpq and its tools: PGHOST, PGSSLMODE, PGOPTIONS, … */
const ofPostgres = /^PG[A-Z]+$/;

const thisMachine = ['127.0.0.1', 'localhost', '::1'];

/**
 * Removes the shell's settings for other programs: with PGSSLMODE=require, clients would retry TLS for ever with a
 * PostgreSQL without certificates, and a proxy would be used for addresses of this machine.
 * @param env of this process, inherited by everything that it starts. It is modified.
 * @param ownDatabase whether the launcher starts PostgreSQL; PG* may be meant for an external one.
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
