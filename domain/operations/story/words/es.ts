import type { ChannelName } from '../../../deliveries/channel.js';
import type { CancelReason } from '../../../deliveries/decide.js';
import type { Role } from '../../../../contract/api/accounts.js';
import type { StoryWords } from './en.js';

const times = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);
const quoted = (title: string) => `“${title}”`;

const roles: Record<Role, string> = {
  user: 'el usuario',
  owner: 'el dueño',
  admin: 'el administrador',
  operator: 'el operador',
};

const channels: Record<ChannelName, string> = { email: 'Correo', push: 'Mensaje push', webhook: 'Webhook' };

const reasons: Record<CancelReason, string> = {
  superseded: 'ya no era cierto',
  out_of_date: 'su plazo había pasado',
  read: 'ya se había leído',
  archived: 'ya se había archivado',
  shown: 'un dispositivo ya lo había mostrado',
  switched_off: 'el usuario lo había desactivado',
  quiet: 'eran horas de silencio',
  no_address: 'no había una dirección que reciba correo',
  device_gone: 'el dispositivo había cerrado la sesión',
  webhook_off: 'el webhook se había quitado o desactivado',
  replaced: 'el dispositivo ya mostraba otra cosa',
  suspended: 'la cuenta estaba suspendida',
  too_old: 'era demasiado antiguo',
};
const reasonOf = (reason: string | null) => (reasons as Record<string, string>)[reason ?? ''] ?? reason ?? '';

export const storyWords: StoryWords = {
  somebody: (role, name) => `${roles[role]} ${name}`,
  late: (span) => `${span} tarde`,

  summary: {
    booked: (at) => ['se reservó ', at],
    begins: (at) => ['comienza ', at],
    ends: (at) => ['termina ', at],
    ended: (at) => ['terminó ', at],
    overdue: (at, span) => ['debía terminar ', at, ` y todavía no ha terminado (${span} tarde)`],
    renewed: (at) => ['se renovó ', at],
    renewedOften: (count, isAll, last) => [
      `se renovó ${isAll ? '' : 'al menos '}${times(count, 'vez', 'veces')}, la última `,
      last,
    ],
    warned: (at) => ['se avisó ', at],
    notWarned: (at) => ['no se avisó, aunque correspondía ', at],
    tooShortToWarn: ['no se avisa, porque su final estaba demasiado cerca'],
    warningDue: (at) => ['aviso previsto ', at],
    expired: (at) => ['venció ', at],
    early: (span) => `${span} antes`,
    cancelled: (at) => ['la canceló su usuario', ...(at ? [' ', at] : [])],
    declined: (by, at) => [by === undefined ? 'se rechazó' : `la rechazó ${by}`, ...(at ? [' ', at] : [])],
    given: {
      up: 'su notificación se abandonó',
      notYet: 'su notificación aún no se ha escrito',
      none: 'sin notificación',
      shown: (devices) => `se mostró en ${times(devices, 'dispositivo', 'dispositivos')}`,
      read: (at) => ['se leyó ', at],
      missed: 'no se mostró aunque había un dispositivo conectado',
      offline: 'no se mostró, sin ningún dispositivo conectado',
      notShown: 'no se mostró',
    },
    eventsGivenUp: (count, titles) =>
      `${times(count, 'evento abandonado', 'eventos abandonados')}: ${titles}`,
    eventsHeldUp: (count, titles) => `${times(count, 'evento retenido', 'eventos retenidos')}: ${titles}`,
  },

  event: {
    early: (span) => `${span} antes de su plazo`,
    ends: (time) => `termina ${time}`,
    notTold: (somebody) => `sin notificación para ${somebody}`,
  },
  job: {
    givenUp: (attempts, title) =>
      `Se abandonaron tras ${attempts} intentos: notificaciones de ${quoted(title)}`,
    next: (attempt, title) => `Intento ${attempt} de escribir las notificaciones de ${quoted(title)}`,
    waits: (title) => `Espera a un worker que escriba las notificaciones de ${quoted(title)}`,
  },
  notification: {
    written: (title) => `Notificación ${quoted(title)}`,
    read: (title) => `Se leyó ${quoted(title)}`,
    superseded: (title) => `Ya no es cierto: ${quoted(title)}`,
    missed: 'no se mostró, aunque había un dispositivo conectado; su página pudo estar en segundo plano',
    outOfOrder: 'después de la notificación de un evento posterior',
  },
  /** Over the slow channels. Titles are quoted in the language in which they were told. */
  delivery: {
    sent: (channel: ChannelName, title: string, attempts: number) =>
      `${channels[channel]} enviado: ${quoted(title)}${attempts > 1 ? `, al intento ${attempts}` : ''}`,
    failed: (channel: ChannelName, title: string, attempts: number) =>
      `${channels[channel]} sin éxito: ${quoted(title)}, tras ${times(attempts, 'intento', 'intentos')}`,
    cancelled: (channel: ChannelName, title: string, reason: CancelReason | null) =>
      `${channels[channel]} no enviado: ${quoted(title)}, porque ${reasonOf(reason)}`,
    due: (channel: ChannelName, title: string) =>
      `${channels[channel]} previsto: ${quoted(title)}, salvo que se vea antes`,
    again: (channel: ChannelName, title: string, attempts: number) =>
      `${channels[channel]} se intenta otra vez: ${quoted(title)}, tras ${times(attempts, 'intento', 'intentos')}`,
  },
  deadline: {
    begins: 'Comienza',
    ends: 'Termina',
    shouldHaveEnded: 'Debía terminar',
    notSwept: (span) => `${span} tarde, sin barrer todavía`,
    warningDue: 'Aviso previsto',
    warningMissing: 'El aviso estaba previsto y no se escribió',
  },
  device: {
    connected: (number) => `El dispositivo ${number} se conectó`,
    wasConnected: (number) => `El dispositivo ${number} ya estaba conectado`,
    disconnected: (number) => `El dispositivo ${number} se desconectó`,
    lostServer: (number) => `El dispositivo ${number} perdió su servidor`,
    shown: (number, title, others, isOlder) =>
      `El dispositivo ${number} ${isOlder ? 'ya había mostrado' : 'mostró'} ${quoted(title)}${others > 0 ? ` y ${others} antes` : ''}`,
  },
};
