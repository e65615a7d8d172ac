import type { PaymentsTexts } from '../en/payments.js';

export const texts: PaymentsTexts = {
  verify: (amount) => `Verificar ${amount}`,
  reject: 'Rechazar',
  undo: 'Deshacer',
  undoOf: (slot) => `Deshacer: ${slot} verificado`,
  verified: (slot) => `${slot} verificado`,
  isVerified: 'Verificado',
  waits: 'Se verifica en cuanto haya conexión',
  undone: (slot) => `${slot} no se verificó`,
  notVerified: (slot) => `No se pudo verificar ${slot}`,
  notVerifiedYet: (slot) => `${slot} aún no está verificado`,
  sentLater: 'No se puede conectar con ParkMate. Se envía en cuanto sea posible.',
  giveBack: 'Devolver el dinero',
  reinstate: 'Verificar y reanudar',
  rejectTitle: (amount, slot) => `¿Rechazar ${amount} de ${slot}?`,
  rejectDetail: 'No se puede deshacer.',
  rejectAction: 'Rechazar el pago',
  keep: 'Volver',
  reason: { label: '¿Por qué?', hint: 'El conductor lo lee.', missing: 'Escribe un motivo.' },
};
