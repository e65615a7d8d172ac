import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Processes of the previous release run beside it. */
export class WhatAdminsLookFor1763700000180 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Accounts by the beginning of their address, of their name and of its last word. By bytes, so that what begins alike is a
      -- range of it; with the id, so that a page is found without its rows.
      CREATE INDEX users_by_email ON users (email COLLATE "C", id);
      CREATE INDEX users_by_name ON users (lower(name) COLLATE "C", id);
      CREATE INDEX users_by_last_name ON users (lower(substring(name FROM '\\S+$')) COLLATE "C", id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX users_by_last_name, users_by_name, users_by_email');
  }
}
