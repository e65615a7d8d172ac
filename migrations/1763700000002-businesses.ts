import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Businesses1763700000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE businesses (
        id         uuid PRIMARY KEY DEFAULT uuidv7(),
        owner_id   uuid NOT NULL REFERENCES users,
        name       text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX businesses_owner ON businesses (owner_id, id);

      CREATE TABLE lots (
        id                   uuid PRIMARY KEY DEFAULT uuidv7(),
        business_id          uuid NOT NULL REFERENCES businesses,
        name                 text NOT NULL,
        address              text NOT NULL,
        timezone             text NOT NULL,
        hourly_rate_amount   integer NOT NULL CHECK (hourly_rate_amount >= 0),
        hourly_rate_currency char(3) NOT NULL,
        created_at           timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX lots_business ON lots (business_id);

      CREATE TABLE slots (
        id     uuid PRIMARY KEY DEFAULT uuidv7(),
        lot_id uuid NOT NULL REFERENCES lots,
        code   text NOT NULL,
        UNIQUE (lot_id, code)
      );

      CREATE TABLE employees (
        id          uuid PRIMARY KEY DEFAULT uuidv7(),
        business_id uuid NOT NULL REFERENCES businesses,
        name        text NOT NULL,
        created_at  timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX employees_business ON employees (business_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE employees, slots, lots, businesses');
  }
}
