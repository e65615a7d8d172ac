import type { DeviceTexts } from '../en/device.js';

export const texts: DeviceTexts = {
  renew: (minutes, price) => `+${minutes} min (${price})`,
  view: 'Ver',
  over: 'Esto llegó demasiado tarde para servir. ParkMate muestra lo que vale ahora.',
  renewing: 'Renovando…',
  renewed: 'Reserva renovada',
  until: (slot, lot, time) => `${slot}, ${lot}: hasta las ${time}`,
  failed: 'No se renovó',
  why: 'Ya se había renovado, la plaza está ocupada o cambió el precio. Échale un vistazo.',
  unknown: 'No se pudo contactar con ParkMate. Ábrelo para ver si la reserva se renovó.',
};
