import type { HoursTexts } from '../en/hours.js';

export const texts: HoursTexts = {
  title: 'Las últimas 24 horas',
  business: 'Negocio',
  loading: 'Cargando las últimas horas',
  asOf: 'A las',
  occupancy: 'Ocupación',
  revenue: 'Ingresos',
  ended: 'Vencimientos',
  summary: (now, most, at) => `${now} en esta hora, máximo ${most} a las ${at}`,
  nothing: 'Nada en estas horas',
  asTable: 'Como tabla',
  hour: 'Hora',
};
