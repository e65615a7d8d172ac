import { stored } from '../stored.js';
import { StoredList } from '../stored-list.js';
import type { OpenRenewal } from './open-renewals.js';

/** The renewals of a user that are not answered, kept over reloads where the browser allows that. */
export class RenewalStore extends StoredList<OpenRenewal> {
  constructor(userId: string, storage: Pick<typeof stored, 'read' | 'write' | 'remove'> = stored) {
    super(`parkmate.renewals.${userId}`, storage);
  }
}
