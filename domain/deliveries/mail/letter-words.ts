import type { Language } from '../../../contract/languages.js';

/** What letters say around the words of the catalogue. */
interface LetterWords {
  openBooking: string;
  openOperations: string;
  openApp: string;
  lot: string;
  slot: string;
  bookedUntil: string;
  /** @param time at the lot */
  atTheLot: (time: string) => string;
  why: string;
  /** The title of a letter about so many things. */
  news: (count: number) => string;
  /** Of the page where people choose how they are reached. */
  choose: string;
  stopThese: string;
  stopAll: string;
}

export const letterWords: Readonly<Record<Language, LetterWords>> = {
  en: {
    openBooking: 'Open the booking',
    openOperations: 'Open operations',
    openApp: 'Open ParkMate',
    lot: 'Car park',
    slot: 'Slot',
    bookedUntil: 'Booked until',
    atTheLot: (time) => `${time} (local time)`,
    why: 'You get this e-mail because you had not seen it in ParkMate yet.',
    news: (count) => `${count} things that happened in ParkMate`,
    choose: 'Choose what you get, and how often',
    stopThese: 'No more e-mails of this kind',
    stopAll: 'No more e-mails about what happens in ParkMate',
  },
  es: {
    openBooking: 'Abrir la reserva',
    openOperations: 'Abrir operaciones',
    openApp: 'Abrir ParkMate',
    lot: 'Estacionamiento',
    slot: 'Plaza',
    bookedUntil: 'Reservada hasta',
    atTheLot: (time) => `${time} (hora local)`,
    why: 'Recibes este correo porque aún no lo habías visto en ParkMate.',
    news: (count) => `${count} novedades en ParkMate`,
    choose: 'Elegir qué recibes y con qué frecuencia',
    stopThese: 'No recibir más correos de este tipo',
    stopAll: 'No recibir más correos sobre lo que pasa en ParkMate',
  },
};
