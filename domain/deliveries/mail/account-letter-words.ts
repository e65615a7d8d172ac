import type { LetterPurpose } from '../../../contract/api/account-mail.js';
import type { DeviceWords } from '../../../contract/device-name.js';
import type { Language } from '../../../contract/languages.js';
import { tokenMinutes } from '../../accounts/mail/mail-tokens.js';

interface LetterText {
  title: string;
  paragraphs: readonly string[];
  action: string;
  footer: readonly string[];
}

interface AccountLetterWords extends Record<LetterPurpose, LetterText> {
  hello: (name: string) => string;
  newDevice: { when: string; device: string; named: DeviceWords };
}

/** What people typed, set apart from the direction of the words around it. */
const isolated = (text: string) => `\u2068${text}\u2069`;

/** The words of letters about accounts. They ask for no answer, and never for a password. */
export const accountLetterWords: Readonly<Record<Language, AccountLetterWords>> = {
  en: {
    hello: (name) => `Hello ${isolated(name)},`,
    newDevice: {
      ...{ when: 'When', device: 'Device' },
      named: { device: (browser, system) => `${browser} on ${system}`, unknownDevice: 'Unknown device' },
    },
    'verify-address': {
      title: 'Is this your e-mail address?',
      paragraphs: [
        'Confirm it, and ParkMate can write to you here when something happens to a booking and you are not looking.',
        `The link works once, for ${tokenMinutes} minutes.`,
      ],
      action: 'Confirm this address',
      footer: ['You made no account at ParkMate? Then do nothing, and we will write to you no more.'],
    },
    'reset-password': {
      title: 'Choose a new password',
      paragraphs: [
        'Somebody, hopefully you, has asked to set a new password for your account.',
        `The link works once, for ${tokenMinutes} minutes. A new password signs you out everywhere.`,
      ],
      action: 'Choose a new password',
      footer: ['That was not you? Then do nothing: your password stays as it is.'],
    },
    'new-device': {
      title: 'New sign-in to your account',
      paragraphs: [
        'Your account was signed in to from a device that has not been used for it before.',
        'That was you? Then there is nothing to do. If it was not, sign out everywhere and change your password at once.',
      ],
      action: 'Look at your account',
      footer: ['You get this e-mail because it is about the security of your account.'],
    },
    'lift-lockout': {
      title: 'Sign-in to your account is locked for a while',
      paragraphs: [
        'Somebody has entered wrong passwords for your account too often. Devices that are new to it cannot sign in for up to 15 minutes at a time. Those that you have used before can.',
        `With this link you can sign in all the same: open it in the browser in which you want to. It works once, for ${tokenMinutes} minutes. Your password stays as it is.`,
      ],
      action: 'Let this device sign in',
      footer: ['You do not want to sign in? Then there is nothing to do: nobody has got in.'],
    },
  },
  es: {
    hello: (name) => `Hola, ${isolated(name)}:`,
    newDevice: {
      ...{ when: 'Cuándo', device: 'Dispositivo' },
      named: {
        device: (browser, system) => `${browser} en ${system}`,
        unknownDevice: 'Dispositivo desconocido',
      },
    },
    'verify-address': {
      title: '¿Es este tu correo electrónico?',
      paragraphs: [
        'Confírmalo y ParkMate podrá escribirte aquí cuando pase algo con una reserva y no estés mirando.',
        `El enlace sirve una sola vez, durante ${tokenMinutes} minutos.`,
      ],
      action: 'Confirmar este correo',
      footer: ['¿No creaste una cuenta en ParkMate? No hagas nada y no volveremos a escribirte.'],
    },
    'reset-password': {
      title: 'Elige una contraseña nueva',
      paragraphs: [
        'Alguien, esperamos que tú, pidió una contraseña nueva para tu cuenta.',
        `El enlace sirve una sola vez, durante ${tokenMinutes} minutos. Con la contraseña nueva se cierran todas tus sesiones.`,
      ],
      action: 'Elegir una contraseña nueva',
      footer: ['¿No fuiste tú? No hagas nada: tu contraseña sigue siendo la misma.'],
    },
    'new-device': {
      title: 'Nuevo inicio de sesión en tu cuenta',
      paragraphs: [
        'Se inició sesión en tu cuenta desde un dispositivo que no se había usado antes con ella.',
        '¿Fuiste tú? Entonces no hay nada que hacer. Si no, cierra todas las sesiones y cambia tu contraseña cuanto antes.',
      ],
      action: 'Ver tu cuenta',
      footer: ['Recibes este correo porque trata de la seguridad de tu cuenta.'],
    },
    'lift-lockout': {
      title: 'El inicio de sesión en tu cuenta está bloqueado por un rato',
      paragraphs: [
        'Alguien escribió demasiadas veces una contraseña incorrecta para tu cuenta. Los dispositivos nuevos no pueden iniciar sesión durante un máximo de 15 minutos cada vez. Los que ya usaste, sí.',
        `Con este enlace puedes iniciar sesión de todos modos: ábrelo en el navegador en el que quieras hacerlo. Sirve una sola vez, durante ${tokenMinutes} minutos. Tu contraseña sigue siendo la misma.`,
      ],
      action: 'Permitir este dispositivo',
      footer: ['¿No quieres iniciar sesión? No hay nada que hacer: nadie ha entrado.'],
    },
  },
};
