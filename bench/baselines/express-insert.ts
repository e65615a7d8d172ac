/*
 * Express that answers the web client's calls with one INSERT or UPDATE each, and stores the Idempotency-Key if there
 * is one.
 */
import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';
import { sayReady } from './baseline-process.js';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query(`
  CREATE TABLE things (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), state text NOT NULL DEFAULT 'new');
  CREATE TABLE keys (key text PRIMARY KEY, answer jsonb);
  INSERT INTO things SELECT FROM generate_series(1, 100000);
  ANALYZE things`);
const { rows: things } = await pool.query<{ id: string }>('SELECT id FROM things');

const keyed = (change: string) => `
  WITH changed AS (${change} RETURNING id, state)
  INSERT INTO keys (key, answer) SELECT $1, to_jsonb(changed) FROM changed RETURNING answer`;
const statements = {
  create: { name: 'create', text: keyed('INSERT INTO things DEFAULT VALUES') },
  renew: { name: 'renew', text: keyed(`UPDATE things SET state = 'renewed' WHERE id = $2`) },
  end: { name: 'end', text: `UPDATE things SET state = 'ended' WHERE id = $1 RETURNING id` },
};
let turn = 0;
const nextThing = () => things[turn++ % things.length]?.id;

const app = express();
app.use(express.json());
app.post('/api/bookings', async (req, res) => {
  await pool.query({ ...statements.create, values: [req.get('Idempotency-Key')] });
  res.status(201).json({ id: req.get('Idempotency-Key'), status: 'active' });
});
app.post('/api/bookings/:id/renew', async (req, res) => {
  await pool.query({ ...statements.renew, values: [req.get('Idempotency-Key'), nextThing()] });
  res.json({ id: req.params.id, status: 'active' });
});
app.post(['/api/bookings/:id/cancel', '/api/payments/:id/verify'], async (req, res) => {
  await pool.query({ ...statements.end, values: [nextThing()] });
  res.json({ id: req.params.id, status: 'ended' });
});
const server = app.listen(0, '127.0.0.1', () => {
  sayReady((server.address() as AddressInfo).port);
});
