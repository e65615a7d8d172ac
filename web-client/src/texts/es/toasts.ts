import type { ToastTexts } from '../en/toasts.js';
import { counting } from '../plural.js';

const count = counting('es-419');

export const texts: ToastTexts = {
  label: 'Avisos, F8',
  types: { success: 'Éxito', error: 'Error', warning: 'Advertencia', info: 'Información' },
  dismiss: (title) => `Descartar: ${title}`,
  show: 'Ver',
  showThem: 'Verlas',
  view: 'Ver',
  more: 'Más',
  less: 'Menos',
  waiting: (waiting) => `+${waiting} más`,
  fewer: 'Ver menos',
  digest: {
    title: 'Qué bueno verte de nuevo',
    message: (missed) =>
      `${count(missed, { one: 'notificación', other: 'notificaciones' })} mientras no estabas.`,
  },
  renewal: {
    willExpire: (left) => `¡Tu reserva vence en ${left}!`,
    offer: (minutes, price) => `+${minutes} min (${price})`,
    asking: '+30 min (…)',
    renewing: 'Renovando…',
    taken: 'Otra persona tiene la plaza cuando se acabe tu tiempo.',
    takenThen: 'Después la tiene otra persona.',
    unconfirmed: 'Sin confirmar todavía. Seguirá cuando se pueda contactar a ParkMate.',
    done: '¡Tu reserva se renovó!',
    failed: 'Reserva no renovada',
    tooLate: 'la renovación no llegó a ParkMate antes de que terminara la reserva.',
  },
};
