/* Express answering the same route with one INSERT. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';
import { sayReady } from './floor-process.js';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query('CREATE TABLE changes (id uuid PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())');
const app = express();
app.use(express.json());
app.post('/api/payments/:id/verify', async (req, res) => {
  const insert = { name: 'change', text: 'INSERT INTO changes (id) VALUES ($1)', values: [req.params.id] };
  await pool.query(insert);
  res.json({ id: req.params.id, status: 'verified' });
});
const server = app.listen(0, '127.0.0.1', () => {
  sayReady((server.address() as AddressInfo).port);
});
