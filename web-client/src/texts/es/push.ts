import type { PushTexts } from '../en/push.js';

export const texts: PushTexts = {
  title: 'Con ParkMate cerrado',
  hint: 'Notificaciones en este dispositivo: antes de que termine una reserva, con un botón que la renueva.',
  enable: 'Avisarme en este dispositivo',
  busy: 'Un momento…',
  blocked:
    'Las notificaciones de esta página están bloqueadas. Permítelas en los ajustes del navegador, junto a la dirección, y vuelve.',
  install:
    'En este dispositivo ParkMate tiene que estar antes en la pantalla de inicio: Compartir, «Añadir a pantalla de inicio».',
  unsupported: 'Este navegador no puede avisarte con ParkMate cerrado.',
  off: 'Esta instalación de ParkMate no envía esas notificaciones.',
};
