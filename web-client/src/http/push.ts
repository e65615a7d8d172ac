import type { PushBody, PushState } from '../../../contract/api/push.js';
import { get, remove } from './calls.js';
import { request } from './request.js';

export const readPush = () => get<PushState>('/me/push');
export const putPush = (body: PushBody) => request<PushState>({ method: 'PUT', path: '/me/push', body });
export const removePush = () => remove<undefined>('/me/push');
