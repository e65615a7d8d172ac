import express, { type Request, type RequestHandler } from 'express';
import { Problem } from '../../platform/errors.js';

const largestBody = '64kb';
const parse = express.json({ limit: largestBody, type: 'application/json' });

const hasBody = ({ headers }: Request) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Reads a JSON body into `req.body`; without one that stays undefined. */
export const readJson: RequestHandler = (req, res, next) => {
  if (hasBody(req) && !req.is('application/json')) {
    next(new Problem(415, 'unsupported_media_type', 'Send the body as application/json.'));
  } else {
    parse(req, res, next);
  }
};
