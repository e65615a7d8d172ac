/*
 * npm run screenshots: every page of every role, light and dark, at three widths, from the real processes with data that shows
 * something. For people to look at; nothing is compared. Of some only: `npm run screenshots -- user operator`. The two that the README
 * shows: `npm run screenshots -- readme`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildServer, buildWebClient } from '../../dev/build.js';
import { dataDirAt } from '../../dev/files/data-dir.js';
import { root } from '../../dev/files/root.js';
import { openServices } from '../../dev/services/services.js';
import { runSession } from '../../dev/session.js';
import { step } from '../../dev/steps.js';
import { takeReadmePictures } from './readme.js';
import { takePictures } from './take.js';

const folder = path.join(root, '.data-test', 'screenshots');

await runSession(dataDirAt(path.join(root, '.data-test')), 130, async (session) => {
  const { dataDir, table } = session;
  for (const old of [dataDir.postgres, dataDir.redis, folder]) rmSync(old, { recursive: true, force: true });
  const [{ databaseUrl, redisUrl }] = await Promise.all([
    openServices(session, { databaseUrl: undefined, redisUrl: undefined }, [
      'fsync=off',
      'full_page_writes=off',
    ]),
    step('Server', () => buildServer(root, table), String),
    step('Web client', () => buildWebClient(root, table), String),
  ]);
  process.env.TEST_DATABASE_URL = databaseUrl;
  process.env.TEST_REDIS_URL = redisUrl;
  mkdirSync(folder, { recursive: true });
  const wanted = process.argv.slice(2);
  if (wanted.includes('readme')) {
    await step('Pictures of the README', takeReadmePictures, String);
    return 0;
  }
  const count = await step('Screenshots', () => takePictures(folder, wanted), String);
  const place = path.relative(process.cwd(), folder);
  console.log(`\n${count} screenshots are in ${place}, and on one sheet in its index.html.`);
  return 0;
});
