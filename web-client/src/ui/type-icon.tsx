import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-preact';
import type { NotificationType } from '../../../contract/notification.js';

const icons = { success: CircleCheck, error: CircleAlert, warning: TriangleAlert, info: Info };
/** What the icons say to those who do not see them. */
export const typeNames = { success: 'Success', error: 'Error', warning: 'Warning', info: 'Information' };

export function TypeIcon({ type }: { type: NotificationType }) {
  const Icon = icons[type];
  return (
    <span class={`type-icon ${type}`}>
      <Icon aria-hidden="true" />
      <span class="visually-hidden">{typeNames[type]}: </span>
    </span>
  );
}
