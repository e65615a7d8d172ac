import { createBullBoard } from '@bull-board/api';
import { ExpressAdapter } from '@bull-board/express';
import type { RequestHandler, Response } from 'express';
import type { OperatedQueues } from '../../platform/redis/operated-queues.js';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/observability/logger.js';
import { boardPath } from './board-sessions.js';
import { ShownQueue } from './shown-queue.js';

/** Fonts of another host, which would hear who looks at the board and when. */
const foreign = /<link [^>]*https:[^>]*>/g;
/** Shown until the scripts have loaded, with styles inside the markup, which the policy refuses. */
const placeholder = /<div id="root">[\s\S]*<\/style>\s*<\/div>/;

/** Renders the package's page without the parts that a strict Content-Security-Policy refuses. */
class PageAdapter extends ExpressAdapter {
  constructor() {
    super();
    this.app.disable('x-powered-by');
  }

  override setEntryRoute(definition: Parameters<ExpressAdapter['setEntryRoute']>[0]) {
    this.app[definition.method](definition.route, (_req, res: Response, next: (error?: unknown) => void) => {
      const { name, params } = definition.handler({ basePath: boardPath, uiConfig: this.uiConfig });
      this.app.render(name, params, (error: Error | null, page = '') => {
        if (error) next(error);
        else res.send(page.replace(foreign, '').replace(placeholder, '<div id="root"></div>'));
      });
    });
    return this;
  }
}

export interface BoardPage {
  serve: RequestHandler;
  /** The queues that there are by now. */
  show: (names: readonly string[]) => void;
}

/**
 * The page of Bull Board and what it reads. It is given no writes: see `boardActions`.
 * @param readOnly shows no buttons.
 */
export function boardPage(queues: OperatedQueues, readOnly: boolean, log: Logger): BoardPage {
  const adapter = new PageAdapter();
  adapter.setBasePath(boardPath);
  const { replaceQueues } = createBullBoard({
    queues: [],
    serverAdapter: adapter,
    options: {
      uiConfig: {
        boardTitle: 'ParkMate queues',
        hideRedisDetails: true,
        showWorkers: false,
      },
    },
  });
  // The package's own would answer with the message of whatever was thrown.
  adapter.setErrorHandler((error) => {
    log.warn('the queue board could not read', { reason: messageOf(error) });
    return { status: 500, body: { error: 'This could not be read. The log says why.' } };
  });
  const router = adapter.getRouter() as RequestHandler;
  const shown = new Map<string, ShownQueue>();
  return {
    serve: router,
    show: (names) => {
      for (const name of names)
        if (!shown.has(name)) shown.set(name, new ShownQueue(queues.of(name), readOnly));
      replaceQueues(names.flatMap((name) => shown.get(name) ?? []));
    },
  };
}
