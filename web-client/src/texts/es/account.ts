import type { AccountTexts } from '../en/account.js';

export const texts: AccountTexts = {
  title: 'Tu cuenta',
  language: {
    title: 'Idioma',
    hint: 'Para las páginas y para lo que se te avise a partir de ahora.',
    legend: 'Idioma de ParkMate',
  },
  reach: { title: 'Cómo te avisamos', hint: 'Correo, push y horas de silencio.', open: 'Elegir cómo' },
  warning: {
    title: 'Antes de que termine una reserva',
    hint: 'Además del aviso en la pantalla, en este dispositivo.',
    sound: 'Reproducir un sonido',
    vibration: 'Vibrar',
  },
  password: {
    title: 'Contraseña',
    hint: 'Una nueva cierra tu sesión en todos los demás dispositivos.',
    current: 'Contraseña actual',
    change: 'Cambiar contraseña',
    changing: 'Cambiando…',
    changed: 'Contraseña cambiada',
    changedMore: 'Tu sesión se cerró en todos los demás dispositivos.',
  },
  sessions: {
    title: 'Dónde tienes la sesión abierta',
    loading: 'Cargando tus sesiones',
    here: 'Este dispositivo',
    since: (moment) => `desde ${moment}`,
    lastUsed: (age) => `último uso: ${age}`,
    unknownDevice: 'Dispositivo desconocido',
    device: (browser, system) => `${browser} en ${system}`,
    end: 'Cerrar sesión',
    ending: 'Cerrando…',
    endOf: (device) => `Cerrar la sesión de ${device}`,
    ended: (device) => `Se cerró la sesión de ${device}.`,
    endAll: 'Cerrar todas las sesiones',
    endAllSure: 'También se cierra en este dispositivo.',
    yesEndAll: 'Sí, todas',
    keep: 'Seguir conectado',
  },
};
