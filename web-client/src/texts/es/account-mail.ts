import type { AccountMailTexts } from '../en/account-mail.js';

export const texts: AccountMailTexts = {
  toSignIn: 'Ir al inicio de sesión',
  toAccount: 'Ir a tu cuenta',
  noLink: {
    text: 'Abre el enlace del correo: sirve una sola vez. Si ya lo abriste antes, pide otro.',
  },
  forgotten: {
    title: '¿Olvidaste tu contraseña?',
    lead: 'Te enviamos un enlace para elegir una nueva.',
    send: 'Enviar el enlace',
    sending: 'Enviando…',
    sent: 'Revisa tu correo',
    sentMore:
      'Si existe una cuenta con esta dirección, te llegará un correo. El enlace sirve una sola vez, durante 30 minutos. ¿No llega nada? Mira en el correo no deseado y comprueba la dirección.',
    again: 'Probar con otra dirección',
  },
  reset: {
    title: 'Elige una contraseña nueva',
    lead: 'Se cierran todas tus sesiones.',
    change: 'Cambiar la contraseña',
    changing: 'Cambiando…',
    changed: 'Contraseña cambiada',
    changedMore: 'Inicia sesión con la nueva.',
    another: 'Pedir otro correo',
  },
  verify: {
    title: '¿Es este tu correo electrónico?',
    lead: 'ParkMate escribe ahí cuando pasa algo y no estás mirando.',
    confirm: 'Sí, es mío',
    confirming: 'Confirmando…',
    done: 'Tu correo está confirmado. En tu cuenta puedes elegir qué se envía ahí.',
  },
  lift: {
    title: 'Iniciar sesión aquí de todos modos',
    lead: 'Alguien escribió demasiadas veces una contraseña incorrecta. Aun así, este navegador puede iniciar sesión.',
    confirm: 'Permitir este navegador',
    confirming: 'Un momento…',
    done: 'Este navegador ya puede iniciar sesión',
    doneMore: 'Con tu contraseña, que sigue siendo la misma.',
  },
  address: {
    title: 'Confirma tu correo electrónico',
    text: 'Hasta entonces ParkMate no te escribe ahí sobre lo que pasa con las reservas. Abre el enlace del correo que te enviamos.',
    again: 'Enviarlo de nuevo',
    sending: 'Enviando…',
    sent: 'Revisa tu correo',
    sentMore: 'Si el correo no llega en un minuto, mira en el correo no deseado.',
  },
};
