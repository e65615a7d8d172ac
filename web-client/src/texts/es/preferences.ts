import type { PreferencesTexts } from '../en/preferences.js';

export const texts: PreferencesTexts = {
  title: 'Cómo te avisamos',
  lead: 'Con una página abierta ves todo al momento. Esto es para cuando no estás mirando.',
  loading: 'Cargando cómo te avisamos',
  events: {
    title: { both: 'Correo y push', email: 'Correo', push: 'Push' },
    hint: 'Solo lo que no has visto: el correo espera unos minutos a que mires.',
    pushHint: 'Solo mientras no estás mirando ParkMate.',
    event: 'Qué ocurre',
    email: 'Correo',
    push: 'Push',
    urgency: { warning: 'Avisos urgentes', task: 'Esperan por ti', news: 'Novedades' },
  },
  missing: {
    email: {
      not_verified: 'Correo: tu dirección aún no está verificada y no se le envía nada.',
      stopped: 'Correo: tu dirección rechaza nuestros mensajes y no se le envía nada.',
      unavailable: 'Correo: este ParkMate no envía ninguno.',
    },
    push: {
      not_on_this_device: 'Push: no está activado en este navegador.',
      unavailable: 'Push: este ParkMate no envía notificaciones push.',
    },
    verify: 'Verificarla',
    switchOn: 'Activarlo',
  },
  quiet: {
    title: 'Horas de silencio',
    on: 'No enviar nada durante ciertas horas',
    from: 'Desde',
    to: 'Hasta',
    timeMissing: 'Elige una hora.',
    zone: 'Zona horaria',
    zoneHint: 'Por ejemplo, Europe/Madrid',
    breakThrough: 'Dejar pasar los avisos urgentes',
    off: 'El correo y las notificaciones push llegan a cualquier hora.',
    when: (from, to) => `No se envía nada por correo ni push desde las ${from} hasta las ${to}.`,
    later: (to) => `Lo que siga vigente a las ${to} se envía entonces.`,
    through: 'Los avisos urgentes llegan igual, a cualquier hora.',
    before: (from) =>
      `Si una reserva vence en esas horas, te avisamos en la media hora anterior a las ${from}: después no llega ningún aviso.`,
    dropped: 'Un aviso que para entonces ya no sirve no se envía.',
  },
  digest: {
    title: 'Novedades por correo',
    hint: 'Varias en un solo mensaje. Lo que espera por ti, los avisos urgentes y el push llegan al momento.',
    choices: { at_once: 'Al momento', hourly: 'Cada hora', daily: 'A las 8 de la mañana' },
    zone: 'La mañana es la de la zona horaria de arriba.',
  },
  more: 'El idioma, el sonido y la vibración están en',
  account: 'tu cuenta',
  neither:
    'Este ParkMate no envía ni correo ni notificaciones push. Lo que pasa se muestra en las páginas abiertas y queda entre tus notificaciones.',
  saving: 'Guardando…',
  saved: 'Guardado',
  notSaved: 'Sin guardar',
};
