import type { Language } from '../../../contract/languages.js';

interface UnsubscribeWords {
  title: string;
  /** @param what the letters of one event are about; null: all events. */
  ask: (what: string | null) => string;
  confirm: string;
  kept: string;
  done: string;
  doneFor: (what: string | null) => string;
  again: string;
  open: string;
  wrong: string;
  wrongBecause: string;
}

/** Of the page on which letters are switched off without signing in. */
export const unsubscribeWords: Readonly<Record<Language, UnsubscribeWords>> = {
  en: {
    title: 'E-mails of ParkMate',
    ask: (what) =>
      what === null ? 'No more e-mails about what happens in ParkMate?' : `No more e-mails like “${what}”?`,
    confirm: 'No more of these e-mails',
    kept: 'You will still find all of it in ParkMate, and hear by e-mail of what concerns your account.',
    done: 'Done',
    doneFor: (what) =>
      what === null
        ? 'You get no more e-mails about what happens in ParkMate.'
        : `You get no more e-mails like “${what}”.`,
    again: 'You can switch them on again in ParkMate, with your preferences.',
    open: 'Open ParkMate',
    wrong: 'This link does not work',
    wrongBecause:
      'It is not as it was in the e-mail. Open it there once more, or change your preferences in ParkMate.',
  },
  es: {
    title: 'Correos de ParkMate',
    ask: (what) =>
      what === null
        ? '¿No recibir más correos sobre lo que pasa en ParkMate?'
        : `¿No recibir más correos como «${what}»?`,
    confirm: 'No recibir más de estos correos',
    kept: 'Lo seguirás viendo todo en ParkMate, y recibirás los correos sobre tu cuenta.',
    done: 'Listo',
    doneFor: (what) =>
      what === null
        ? 'Ya no recibirás correos sobre lo que pasa en ParkMate.'
        : `Ya no recibirás correos como «${what}».`,
    again: 'Puedes activarlos de nuevo en ParkMate, en tus preferencias.',
    open: 'Abrir ParkMate',
    wrong: 'Este enlace no funciona',
    wrongBecause:
      'No está como venía en el correo. Ábrelo de nuevo desde ahí, o cambia tus preferencias en ParkMate.',
  },
};
