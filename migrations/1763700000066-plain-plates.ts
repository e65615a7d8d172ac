import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Plates are kept in upper case with single spaces, as `contract/vehicle-plate.ts` does it. The collation makes upper() follow
 * Unicode and not the language of the database, in which it may know no more than A to Z. Older processes go on writing
 * them as they were typed. Events and notifications stay as they were written, and there is no way back.
 */
export class PlainPlates1763700000066 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(String.raw`
      UPDATE bookings SET vehicle_plate = normalized.plate
      FROM bookings AS typed
      CROSS JOIN LATERAL (
        SELECT btrim(regexp_replace(
          normalize(upper(typed.vehicle_plate COLLATE pg_unicode_fast), NFC), '[\s\ufeff]+', ' ', 'g'
        )) AS plate
      ) AS normalized
      WHERE bookings.id = typed.id AND normalized.plate <> typed.vehicle_plate
    `);
  }

  async down(): Promise<void> {}
}
