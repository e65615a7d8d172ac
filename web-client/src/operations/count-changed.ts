import { ApiProblem, isProblem } from '../http/problem.js';

/** How many there are by now, where the server refused to touch more than the operator had been shown. */
export function newCountIn(error: unknown): number | undefined {
  if (!(error instanceof ApiProblem) || !isProblem(error, 'count_changed')) return undefined;
  const { count } = error.document;
  return typeof count === 'number' ? count : undefined;
}

/** An empty reason is refused here, at its field, as the server would. */
export const reasonMissing = new ApiProblem(
  {
    type: 'about:blank',
    title: '',
    status: 400,
    detail: '',
    code: 'invalid_request',
    requestId: '',
    errors: [{ path: 'reason', message: '' }],
  },
  undefined,
);
