/** Calls of operators, in a module that is loaded together with their pages (code splitting). */
import type {
  ActOnJobsBody,
  BookingStory,
  DeadEventsPage,
  JobsFound,
  JobState,
  OperatorAction,
  ReasonBody,
  RetryEventsBody,
  SearchResult,
} from '../../../contract/api/operations.js';
import type { Language } from '../../../contract/languages.js';
import type { Page } from '../../../contract/values.js';
import { get, post, postIdempotent, query, type PageQuery } from './calls.js';

/** Which jobs of a queue. */
export interface JobFilter {
  jobName?: string;
  error?: string;
  bookingId?: string;
}
export type JobAct = 'retry' | 'discard' | 'promote';

export const listJobs = (
  queue: string,
  asked: JobFilter & { state: JobState; limit?: number },
  signal?: AbortSignal,
) => get<JobsFound>(`/operations/queues/${queue}/jobs?${query({ ...asked })}`, signal);
export const actOnJobs = (queue: string, act: JobAct) =>
  post<ActOnJobsBody, OperatorAction>(`/operations/queues/${queue}/jobs/${act}`);
export const pauseQueue = (queue: string) =>
  post<ReasonBody, OperatorAction>(`/operations/queues/${queue}/pause`);
export const resumeQueue = (queue: string) =>
  post<ReasonBody, OperatorAction>(`/operations/queues/${queue}/resume`);

export const listDeadEvents = (page: PageQuery, signal?: AbortSignal) =>
  get<DeadEventsPage>(`/operations/events?${query({ ...page })}`, signal);
export const retryDeadEvents = post<RetryEventsBody, OperatorAction>('/operations/events/retry');

export const listActions = (page: PageQuery, signal?: AbortSignal) =>
  get<Page<OperatorAction>>(`/operations/actions?${query({ ...page })}`, signal);

export const searchBookings = (q: string, signal?: AbortSignal) =>
  get<SearchResult>(`/operations/search?${query({ q })}`, signal);
export const findStory = (bookingId: string, language: Language, signal?: AbortSignal) =>
  get<BookingStory>(`/operations/bookings/${bookingId}/story?${query({ language })}`, signal);

/** Sets the cookie that the queue board asks for. */
export const openBoardSession = () => postIdempotent<object, unknown>('/operations/board-session')({});
