import type { ShellTexts } from '../en/shell.js';

export const texts: ShellTexts = {
  skip: 'Saltar al contenido',
  signingYouIn: 'Iniciando sesión',
  signIn: 'Iniciar sesión',
  nav: {
    label: 'Principal',
    park: 'Estacionar',
    overview: 'Resumen',
    lots: 'Lotes',
    bookings: 'Reservas',
    payments: 'Pagos',
    dashboard: 'Panel',
    business: 'Negocio',
    operations: 'Operaciones',
  },
  account: {
    title: 'Tu cuenta',
    signedInAs: {
      user: 'Sesión iniciada como usuario',
      owner: 'Sesión iniciada como propietario',
      admin: 'Sesión iniciada como administrador',
      operator: 'Sesión iniciada como operador',
    },
    appearance: 'Apariencia',
    themes: { system: 'Auto', light: 'Claro', dark: 'Oscuro' },
    language: 'Idioma',
    languageNotLoaded: 'No se pudo cargar el idioma',
    languageNotSaved: 'Tu cuenta conserva el otro idioma',
    profile: 'Cuenta y seguridad',
    checkConnection: 'Revisa tu conexión e inténtalo de nuevo.',
    signOut: 'Cerrar sesión',
    stillSignedIn: 'La sesión sigue abierta',
  },
  states: {
    loading: 'Cargando',
    toStart: 'Ir al inicio',
    tryAgain: 'Intentar de nuevo',
  },
  lastKnown: (moment) => `Tus reservas a las ${moment}`,
  ofSlot: (code) => `Plaza ${code}, `,
  notFound: {
    title: 'Página no encontrada',
    text: 'La página se movió, o no te corresponde verla.',
  },
  connection: {
    asking: (seconds) => `Sin conexión en vivo. ParkMate busca novedades cada ${seconds} segundos.`,
    refused: 'Esta página no recibe novedades en vivo. Recárgala o consulta a quien administra ParkMate.',
    offline: 'No tienes conexión. Tus cuentas regresivas continúan; lo demás espera a que vuelva.',
    reconnecting: 'Reconectando… Lo que ves puede tener un momento de retraso.',
  },
};
