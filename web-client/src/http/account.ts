import type { Account, AccountChange, PasswordBody, SessionView } from '../../../contract/api/accounts.js';
import type { Page } from '../../../contract/values.js';
import { get, patch, post, query, remove, type PageQuery } from './calls.js';

export const changeAccount = patch<AccountChange, Account>('/me');
export const changePassword = post<PasswordBody, undefined>('/me/password');
export const listSessions = (page: PageQuery, signal?: AbortSignal) =>
  get<Page<SessionView>>(`/me/sessions?${query({ ...page })}`, signal);
export const endSession = (id: string) => remove<undefined>(`/me/sessions/${id}`);
export const endAllSessions = () => remove<undefined>('/me/sessions');
