import type { GateTexts } from '../en/gate.js';

export const texts: GateTexts = {
  signIn: 'Iniciar sesión',
  signingIn: 'Iniciando sesión…',
  createAccount: 'Crear una cuenta',
  create: 'Crear cuenta',
  creating: 'Creando…',
  promise: 'Reserva una plaza y entérate al momento de lo que pase con ella.',
  hasEnded: 'Tu sesión terminó, aquí o en otro dispositivo. Inicia sesión de nuevo para continuar.',
  haveAccount: '¿Ya tienes una cuenta?',
  isNew: '¿Primera vez aquí?',
  justLook: 'Solo ver los lotes',
  name: 'Nombre',
  nameMissing: 'Escribe tu nombre.',
  forgotten: '¿Olvidaste tu contraseña?',
  role: '¿Qué te trae por aquí?',
  roles: { user: 'Estaciono', owner: 'Tengo un lote' },
};
