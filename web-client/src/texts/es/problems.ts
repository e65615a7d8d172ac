import type { ProblemTexts } from '../en/problems.js';

/** By the code of a problem. A test asks for one for each that the server has. */
export const byCode: Readonly<Record<string, string>> = {
  account_suspended: 'Esta cuenta está suspendida. Consulta a quien administra este lugar.',
  amount_changed: 'El importe cambió mientras tanto. Revísalo de nuevo.',
  body_too_large: 'Es demasiado texto.',
  booking_too_long: 'La reserva duraría más de lo permitido.',
  car_wash_open: 'Ya hay un lavado solicitado para esta reserva.',
  count_changed: 'La cantidad cambió mientras tanto. Revísala de nuevo.',
  currency_fixed: 'La moneda de este lote ya no se puede cambiar.',
  dependency_unavailable: 'Una parte de ParkMate no responde. Inténtalo de nuevo en un momento.',
  email_taken: 'Ya existe una cuenta con este correo.',
  email_verified: 'Este correo ya está confirmado.',
  forbidden: 'No tienes permiso para hacer esto.',
  headers_too_large: 'La solicitud es demasiado grande.',
  internal: 'Algo salió mal de nuestro lado.',
  invalid_credentials: 'El correo o la contraseña no son correctos.',
  invalid_cursor: 'Esta lista cambió. Recarga la página.',
  invalid_json: 'La solicitud no se entiende.',
  invalid_link: 'Este enlace ya se usó o es demasiado antiguo. Pide otro correo.',
  invalid_request: 'Faltan datos o hay datos incorrectos.',
  lot_closed: 'Este lote no acepta reservas por el momento.',
  malformed_request: 'La solicitud no se entiende.',
  method_not_allowed: 'Esto no se puede hacer aquí.',
  no_mail: 'Aquí no se envían correos. Consulta a quien administra este lugar.',
  not_active: 'La reserva ya no está activa.',
  not_found: 'Esto no existe, o no es tuyo.',
  not_refundable: 'Este pago no se puede devolver.',
  not_renewable: 'Esta reserva ya no se puede renovar.',
  not_suspendable: 'Esta cuenta no se puede suspender.',
  origin_not_allowed: 'Esta página no tiene permiso para hacer esto.',
  out_of_date: 'Ya no es cierto, y no se envía más.',
  password_unchanged: 'La nueva contraseña es la actual.',
  payment_decided: 'Otra persona ya decidió sobre este pago.',
  payment_void: 'Este pago ya no hace falta.',
  price_changed: 'El precio cambió. Revísalo e inténtalo de nuevo.',
  push_off: 'Este lugar no envía mensajes push.',
  request_timeout: 'La solicitud tardó demasiado. Inténtalo de nuevo.',
  session_ended: 'Esta sesión terminó en otro lugar. Inicia sesión de nuevo.',
  slot_code_taken: 'Ya hay una plaza con este código en el lote.',
  slot_retired: 'Esta plaza ya no se alquila.',
  slot_taken: 'Otra persona ya reservó esta plaza.',
  token_expired: 'Tu sesión venció. Inicia sesión de nuevo.',
  too_busy: 'Hay demasiadas personas iniciando sesión. Inténtalo en un momento.',
  too_many_assignments: 'Este empleado ya tiene demasiadas asignaciones.',
  too_many_attempts: 'Demasiados intentos. Espera un poco antes de volver a intentarlo.',
  too_many_bookings: 'Ya tienes el máximo de reservas activas.',
  too_many_businesses: 'Ya tienes el máximo de negocios.',
  too_many_employees: 'Este negocio ya tiene el máximo de empleados.',
  too_many_lots: 'Este negocio ya tiene el máximo de lotes.',
  too_many_requests: 'Demasiadas solicitudes. Inténtalo de nuevo en un momento.',
  too_many_slots: 'Este lote tendría demasiadas plazas.',
  too_many_unpaid_bookings: 'Ya tienes el máximo de reservas sin pagar en este lote. Paga una primero.',
  too_many_webhooks: 'Ya tienes el máximo de webhooks.',
  unauthenticated: 'Tu sesión terminó. Inicia sesión de nuevo.',
  unsupported_media_type: 'La solicitud no se entiende.',
  webhook_off: 'Este webhook está desactivado. Actívalo primero.',
  wrong_password: 'La contraseña actual no es correcta.',
};

/** What is wrong with a field, by how the server begins to say it. */
const faults: readonly [begins: string, says: string][] = [
  ['is required', 'Es obligatorio.'],
  ['must not be empty', 'No puede estar vacío.'],
  ['must be a URL', 'Debe ser una dirección como https://ejemplo.com/hook.'],
  ['must begin with https', 'Debe empezar por https://.'],
  ['must be at a public address', 'Debe estar en una dirección pública.'],
  ['must be a time of the day', 'Debe ser una hora del día, por ejemplo 22:30.'],
  ['must be another time than from', 'Debe ser otra hora que la del comienzo.'],
  ['must be an e-mail address', 'Debe ser un correo electrónico.'],
  ['must be a whole number', 'Debe ser un número entero.'],
  ['must be a number', 'Debe ser un número.'],
  ['must not contain', 'Tiene caracteres que no se permiten.'],
  ['must name something to change', 'Cambia algo primero.'],
  ['must not be made of spaces alone', 'No puede tener solo espacios.'],
  ['must not be made of digits alone', 'No puede tener solo números.'],
  ['must have at least 5 different characters', 'Debe tener al menos 5 caracteres distintos.'],
  ['must not be characters in a row', 'No pueden ser caracteres en secuencia.'],
  ['is one of the passwords that are tried first', 'Es una de las contraseñas que se prueban primero.'],
  ['must be more than your name', 'Debe ser más que tu nombre, tu correo o el nombre de este servicio.'],
];

export const texts: ProblemTexts = {
  unreachable: 'No se puede contactar a ParkMate. Revisa tu conexión.',
  noAnswer: 'ParkMate no puede responder en este momento. Inténtalo pronto.',
  unknown: 'Algo salió mal aquí.',
  answer: ({ code }) => byCode[code] ?? 'ParkMate no pudo hacerlo.',
  field({ message, atLeast, atMost }) {
    const known = faults.find(([begins]) => message.startsWith(begins));
    if (known) return known[1];
    const isLength = message.includes('character');
    if (atLeast !== undefined)
      return isLength ? `Debe tener al menos ${atLeast} caracteres.` : `Debe ser al menos ${atLeast}.`;
    if (atMost !== undefined)
      return isLength ? `Puede tener hasta ${atMost} caracteres.` : `Puede ser hasta ${atMost}.`;
    return 'Este valor no es válido.';
  },
};
