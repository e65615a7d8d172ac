import { minutesIn, type LotMapTexts } from '../en/lot-map.js';

const time = minutesIn('d');

export const texts: LotMapTexts = {
  left: (minutes) => `Quedan ${time(minutes)}`,
};
