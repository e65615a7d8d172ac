import type { JobState, OperatorActionKind } from '../../../../contract/api/operations.js';
import type { ActingTexts } from '../en/acting.js';
import { counting } from '../plural.js';

const count = counting('es-419');
const jobs = (many: number) => count(many, { one: 'trabajo', other: 'trabajos' });
const states: Partial<Record<JobState, string>> = {
  failed: 'con error',
  delayed: 'para después',
  waiting: 'en espera',
  active: 'en curso',
};
const verbs: Record<OperatorActionKind, { now: string; noun: string }> = {
  pause: { now: 'Pausar', noun: 'Pausa' },
  resume: { now: 'Reanudar', noun: 'Reanudación' },
  retry: { now: 'Reintentar', noun: 'Reintento' },
  discard: { now: 'Descartar', noun: 'Descarte' },
  promote: { now: 'Adelantar', noun: 'Adelanto' },
  'retry-events': { now: 'Reintentar', noun: 'Reintento' },
};

export const texts: ActingTexts = {
  undone: (reason) => `Deshecho: ${reason}`,
  ask: (kind, many) => `${verbs[kind].now} ${jobs(many)}`,
  askInFull: (kind, many, state, queue) =>
    `${verbs[kind].now} ${jobs(many)} ${states[state] ?? state} de ${queue}`,
  filters: {
    jobName: (name) => `con el nombre “${name}”`,
    event: (name) => `del evento “${name}”`,
    error: (text) => `cuyo error contiene “${text}”`,
    bookingId: (id) => `de la reserva ${id}`,
  },
  aQueue: 'una cola',
  deadEvents: (many) =>
    many === null ? 'eventos muertos' : count(many, { one: 'evento muerto', other: 'eventos muertos' }),
  jobsOf: (many, queue) => `${many === null ? 'trabajos' : jobs(many)} de ${queue}`,
  done: (kind, object) => `${verbs[kind].noun} de ${object}`,
  doing: (kind, object) => `En curso: ${verbs[kind].noun.toLowerCase()} de ${object}`,
  failed: (kind, object) => `Falló: ${verbs[kind].noun.toLowerCase()} de ${object}`,
  already: (kind, object) => `${object} ya estaba ${kind === 'pause' ? 'en pausa' : 'en marcha'}`,
};
