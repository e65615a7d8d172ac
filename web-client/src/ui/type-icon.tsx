import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-preact';
import type { NotificationType } from '../../../contract/notification.js';
import { toastWords } from '../texts/toasts.js';

const icons = { success: CircleCheck, error: CircleAlert, warning: TriangleAlert, info: Info };

export function TypeIcon({ type }: { type: NotificationType }) {
  const Icon = icons[type];
  return (
    <span class={`type-icon ${type}`}>
      <Icon aria-hidden="true" />
      <span class="visually-hidden">{toastWords.value.types[type]}: </span>
    </span>
  );
}
