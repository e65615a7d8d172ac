import type { CarWashesTexts } from '../en/car-washes.js';

export const texts: CarWashesTexts = {
  title: 'Lavados',
  lead: 'Autos por lavar mientras están en tus estacionamientos.',
  which: 'Qué lavados',
  tabs: { requested: 'Pendientes', completed: 'Hechos', cancelled: 'Cancelados' },
  none: {
    requested: 'Ningún auto espera un lavado',
    completed: 'Todavía no se ha lavado ningún auto',
    cancelled: 'No se ha cancelado ningún lavado',
  },
  loading: 'Cargando lavados',
  asked: 'Pedido',
  done: 'Lavado',
  complete: 'El auto está lavado',
  ofBooking: 'Lavado del auto',
  ask: 'Pedir que laven el auto',
  askAgain: 'Pedir otro lavado',
  states: {
    requested: 'Pedido: el dueño del estacionamiento ya fue avisado',
    completed: 'Tu auto fue lavado',
    cancelled: 'No se lavó: la reserva terminó',
  },
};
