import { Router, type Request, type RequestHandler, type Response } from 'express';
import { languageAmong, languages, type Language } from '../../contract/languages.js';
import { AccountEntity } from '../../domain/accounts/account.entity.js';
import { unsubscribe } from '../../domain/deliveries/mail/unsubscribe.js';
import { UnsubscribeLinks, type Unsubscription } from '../../domain/deliveries/mail/unsubscribe-link.js';
import { definitionOf } from '../../domain/events/catalog/index.js';
import { secretsOf } from '../../platform/process/secret.js';
import type { RateLimits } from '../rate-limits/rate-limits.js';
import type { Services } from '../services.js';
import { askPage, donePage, unsubscribePolicy, wrongLinkPage } from './presenters/unsubscribe-page.js';

/**
 * Where letters are switched off without signing in, by the link that is in each of them: people are asked by a page, and a mail
 * reader's own button unsubscribes with one POST (RFC 8058). Its body says nothing that the link does not, and is not read.
 */
export function unsubscribeRoutes({ db, env }: Pick<Services, 'db' | 'env'>, limits: RateLimits): Router {
  const links = new UnsubscribeLinks(secretsOf(env), env.PUBLIC_ORIGIN[0] ?? '');
  const read = (req: Request) =>
    typeof req.query.token === 'string' ? links.read(req.query.token) : undefined;

  const languageOf = async (req: Request, asked: Unsubscription | undefined): Promise<Language> => {
    const account = asked && (await db.manager.findOneBy(AccountEntity, { id: asked.userId }));
    return account?.language ?? languageAmong(req.acceptsLanguages()) ?? languages[0];
  };

  const answer =
    (act: (asked: Unsubscription) => Promise<unknown>, show: typeof askPage): RequestHandler =>
    async (req, res) => {
      const asked = read(req);
      const language = await languageOf(req, asked);
      if (asked) await act(asked);
      const page = asked ? show(language, titleOf(asked, language)) : wrongLinkPage(language);
      send(res, asked ? 200 : 404, page);
    };

  const nothing = () => Promise.resolve();
  const router = Router();
  router.get('/mail/unsubscribe', limits.read, answer(nothing, askPage));
  router.post(
    '/mail/unsubscribe',
    limits.write,
    answer((asked) => unsubscribe(db, asked), donePage),
  );
  return router;
}

/** What letters about an event are called; null: all of them, or those of an event that has no name any more. */
const titleOf = ({ event }: Unsubscription, language: Language) =>
  event === null ? null : (definitionOf(event)?.title?.[language] ?? event);

function send(res: Response, status: number, page: string): void {
  res.setHeader('Content-Security-Policy', unsubscribePolicy);
  res.status(status).type('html').send(page);
}
