import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../dev/files/root.js';
import type { Visitor } from '../browser/visitor.js';
import { setScene, type Scene } from '../browser/scene.js';
import { settle } from '../browser/settle.js';

interface Picture {
  file: string;
  visitor: Visitor;
  path: string;
  width: number;
  height: number;
  colorScheme: 'light' | 'dark';
  /** What has to be seen on it. */
  shows: string;
}

/** Yesterday's bookings, more of them by day than by night, which nobody can make over the API. */
const pastDay = `
  WITH stays AS (
    INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, status, starts_at, ends_at)
    SELECT s.id, s.lot_id, $1, $2, 'B-PM ' || hour, 'completed',
           now() - hour * interval '1 hour', now() - (hour - 0.9) * interval '1 hour'
    FROM generate_series(1, 23) AS hour
    CROSS JOIN LATERAL (
      SELECT id, lot_id FROM slots WHERE lot_id = $3 ORDER BY code
      LIMIT 1 + (5 + 5 * cos(extract(hour FROM now() - hour * interval '1 hour' - interval '14 hours') * pi() / 12))::int
    ) AS s
    RETURNING *
  )
  INSERT INTO payments (booking_id, business_id, user_id, method, amount, currency, status, verified_at, period_starts_at, period_ends_at, paid_seconds)
  SELECT id, business_id, user_id, 'card', 270, 'EUR', 'verified', starts_at, starts_at, ends_at, 3240 FROM stays`;

const picturesOf = ({ people, lot }: Scene): Picture[] => [
  {
    file: 'five-minutes.png',
    visitor: people.user,
    path: `/lots/${lot.id}`,
    ...{ width: 375, height: 740, colorScheme: 'light' },
    shows: '.toast.running',
  },
  {
    file: 'dashboard.png',
    visitor: people.owner,
    path: '/dashboard',
    ...{ width: 1100, height: 740, colorScheme: 'dark' },
    shows: '.page dl, .page figure',
  },
];

/** Takes the pictures that the README shows, into `docs/pictures`. @returns how many there are. */
export async function takeReadmePictures(): Promise<number> {
  const folder = path.join(root, 'docs/pictures');
  mkdirSync(folder, { recursive: true });
  const scene = await setScene();
  try {
    // Warned of at once: what is shorter than the time of the warning is not warned of.
    await scene.stage.book(scene.people.user, 302, 'card', 'B-PM 2032');
    const { lot, people, stage } = scene;
    await stage.parkmate.db.query(pastDay, [lot.businessId, people.user.user.id, lot.id]);
    const pictures = picturesOf(scene);
    for (const { file, visitor, path: address, width, height, colorScheme, shows } of pictures) {
      const { page } = await scene.stage.enter(visitor, address, {
        ...{ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' },
      });
      await settle(page);
      await page.locator(shows).first().waitFor();
      await page.screenshot({ path: path.join(folder, file) });
    }
    return pictures.length;
  } finally {
    await scene.strike();
  }
}
