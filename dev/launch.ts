/* npm start: runs everything on one machine, from a fresh clone to a URL to open. */
import { styleText } from 'node:util';
import { buildServer, buildWebClient } from './build.js';
import { dataDirAt } from './files/data-dir.js';
import { demoAccounts, demoPassword } from './demo/accounts.js';
import { openMailbox, type Mailbox } from './mailbox/mailbox.js';
import { leaveOutForeignSettings } from './settings/foreign-settings.js';
import { startNodeProcess } from './node-process.js';
import { openServices, type Services } from './services/services.js';
import { root } from './files/root.js';
import { writeRunFile } from './files/run-file.js';
import { runSession, type Session } from './session.js';
import { choosePorts, givenEnv, type Ports, addressToOpen, isOpenToOthers } from './settings/settings.js';
import { step } from './steps.js';
import { runNode } from './processes/tool.js';

leaveOutForeignSettings(process.env, { ownDatabase: !process.env.DATABASE_URL });
const given = givenEnv(process.env);
const withDemo = given.DEMO !== 'off';

const url = (ports: Ports) => `http://${addressToOpen(given.HOST)}:${ports.api}`;

/** Where mail is read. By an address that others reach too the mailbox answers nobody: it has one of its own. */
const mailPage = (ports: Ports, mailbox: Mailbox) =>
  isOpenToOthers(given.HOST) && addressToOpen(given.HOST) !== '127.0.0.1'
    ? mailbox.pageUrl
    : `${url(ports)}/dev/mail`;

async function startProcesses(
  session: Session,
  ports: Ports,
  services: Services,
  mailbox: Mailbox | undefined,
): Promise<void> {
  const env = {
    NODE_ENV: 'development',
    // The demo accounts' passwords are public, so by default other machines get no access.
    HOST: '127.0.0.1',
    BOOKING_MIN_SECONDS: '5',
    JWT_SECRET: services.jwtSecret,
    // They are a pair, and not to be mixed with another one.
    ...(Object.keys(given).some((name) => name.startsWith('VAPID_')) ? {} : services.vapid),
    // So that a newcomer's own program on this machine can be one, and nobody else's.
    ...(isOpenToOthers(given.HOST) ? {} : { WEBHOOKS_PRIVATE: 'on' }),
    ...given,
    DATABASE_URL: services.databaseUrl,
    REDIS_URL: services.redisUrl,
    PORT: String(ports.api),
  };
  const mail = mailbox && { MAIL_FROM: 'ParkMate <parkmate@demo.parkmate.test>', SMTP_URL: mailbox.smtpUrl };
  const apiEnv = { ...env, ...mail, METRICS_PORT: String(ports.apiMetrics), MAILBOX_PAGE: mailbox?.pageUrl };
  const inFront = mailbox ? ['--import', new URL('mailbox/in-front.mjs', import.meta.url).href] : [];
  const workerEnv = { ...env, ...mail, METRICS_PORT: String(ports.workerMetrics) };

  await step('Migrations', () => runNode(session.table, ['dist/migrations/main.js'], { cwd: root, env }));
  await Promise.all([
    step('Worker', () =>
      startNodeProcess(session, 'worker', workerEnv, `http://127.0.0.1:${ports.workerMetrics}/healthz`),
    ),
    step('API', () => startNodeProcess(session, 'api', apiEnv, `${url(ports)}/readyz`, inFront)),
    withDemo &&
      step('Demo data', () =>
        runNode(session.table, ['--import', 'tsx', 'dev/demo/seed.ts'], { cwd: root, env }),
      ),
  ]);
}

/** Writes the run file, now and whenever a process starts or exits. */
function keepRunFile(session: Session, ports: Ports, services: Services): void {
  session.onChange = () => {
    writeRunFile(session.dataDir.runFile, {
      url: url(ports),
      metricsUrl: `http://127.0.0.1:${ports.apiMetrics}/metrics`,
      databaseUrl: services.databaseUrl,
      redisUrl: services.redisUrl,
      processes: session.processes.flatMap(({ name, pid }) => (pid === undefined ? [] : [{ name, pid }])),
    });
  };
  session.onChange();
}

function greet(ports: Ports, mailbox: Mailbox | undefined): void {
  console.log(`\nParkMate is ready at ${styleText('bold', url(ports))}`);
  if (withDemo) {
    if (isOpenToOthers(given.HOST)) {
      console.log(
        '\nWarning: others on this network can reach it, and the password below is public. DEMO=off seeds no accounts.',
      );
    }
    console.log(`\nSign in with the password ${demoPassword} as`);
    for (const { role, email } of demoAccounts) console.log(`  ${role.padEnd(8)} ${email}`);
  }
  if (mailbox)
    console.log(
      `\nIts mail goes to ${mailPage(ports, mailbox)} and nowhere else. SMTP_URL sends it to a server.`,
    );
  console.log('\nCtrl-C stops it.\n');
}

await runSession(dataDirAt(given.DATA_DIR ?? '.data'), 0, async (session) => {
  console.log('Starting ParkMate');
  const ports = await choosePorts(given);
  const [services] = await Promise.all([
    openServices(session, { databaseUrl: given.DATABASE_URL, redisUrl: given.REDIS_URL }),
    step('Server', () => buildServer(root, session.table), String),
    step('Web client', () => buildWebClient(root, session.table), String),
  ]);
  const mailbox = given.SMTP_URL ? undefined : await openMailbox(session.dataDir.mail);
  await startProcesses(session, ports, services, mailbox);
  keepRunFile(session, ports, services);
  greet(ports, mailbox);
  return new Promise<never>(() => undefined);
});
