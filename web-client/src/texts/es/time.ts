import type { TimeTexts } from '../en/time.js';

export const texts: TimeTexts = {
  justNow: 'ahora mismo',
  lessThanAMinute: 'menos de un minuto',
  aMinute: 'un minuto',
  isUp: 'Se acabó el tiempo.',
  isUpShort: 'se acabó',
  left: 'restantes',
  timeLeft: 'Tiempo restante',
  lessThanLeft: (amount) => `Quedan menos de ${amount}.`,
  stillLeft: (amount) => `quedan ${amount}`,
  to: 'a',
  zoneOf: (place) => `hora de ${place}`,
  timesAreIn: (zone) => `Horarios en ${zone}.`,
};
