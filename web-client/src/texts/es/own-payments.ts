import type { OwnPaymentsTexts } from '../en/own-payments.js';

export const texts: OwnPaymentsTexts = {
  title: 'Mis pagos',
  lead: 'Lo que pagas y lo que te devuelven.',
  loading: 'Cargando pagos',
  none: 'Todavía no tienes nada que pagar',
  find: 'Buscar un lugar',
  by: { cash: 'en efectivo', card: 'con tarjeta' },
  states: {
    pending: 'Por verificar',
    verified: 'Verificado',
    rejected: 'Rechazado',
    void: 'Nada que pagar',
    refund_due: 'Por devolver',
    refunded: 'Devuelto',
  },
  meaning: {
    pending: 'El dueño del estacionamiento todavía no lo confirma.',
    verified: 'El dueño del estacionamiento lo recibió.',
    rejected: 'El dueño del estacionamiento no lo aceptó, por este motivo:',
    void: 'La reserva se canceló o se rechazó antes de pagarla.',
    refund_due: 'La reserva fue rechazada: el dueño te debe este dinero.',
    refunded: 'El dueño ya lo devolvió.',
  },
};
