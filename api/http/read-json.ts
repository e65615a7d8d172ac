import type { IncomingMessage } from 'node:http';
import express, { type RequestHandler } from 'express';
import { Problem } from './problem.js';
import { hasBody, largestBodyBytes, saysTooLarge } from './unread-bodies.js';

/** Of requests that are signed: the signature is over these bytes, and not over what they mean. */
const rawBodies = new WeakMap<IncomingMessage, string>();

/** The body of a request with the header `webhook-signature`, as it was sent. */
export const rawBodyOf = (req: IncomingMessage): string => rawBodies.get(req) ?? '';

const parse = express.json({
  limit: largestBodyBytes,
  type: 'application/json',
  verify: (req, _res, body) => {
    if (req.headers['webhook-signature'] !== undefined) rawBodies.set(req, body.toString());
  },
});

const bodyTooLarge = () => new Problem(413, 'body_too_large', 'A body may have 64 KB at most.');

/**
 * Parses a JSON body into `req.body`; undefined without one. A body that is too large is refused as soon as its Content-Length
 * or the received bytes show it; the body parser alone would read all of it first.
 */
export const readJson: RequestHandler = (req, res, next) => {
  if (!hasBody(req)) {
    next();
  } else if (!req.is('application/json')) {
    next(new Problem(415, 'unsupported_media_type', 'Send the body as application/json.'));
  } else if (saysTooLarge(req)) {
    next(bodyTooLarge());
  } else {
    let bytes = 0;
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > largestBodyBytes) proceed(bodyTooLarge());
    };
    const proceed = (error?: unknown) => {
      req.off('data', count);
      next(error);
    };
    req.on('data', count);
    parse(req, res, proceed);
  }
};
