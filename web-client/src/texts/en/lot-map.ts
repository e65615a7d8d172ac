/** "42 min", "3 h 5 min", "2 d 4 h" */
export const minutesIn = (day: string) => (minutes: number) => {
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} ${day} ${hours % 24} h`;
};

const time = minutesIn('d');

/** The slots of an owner's lot. */
export const lotMapTexts = {
  left: (minutes: number) => `${time(minutes)} left`,
};
export type LotMapTexts = typeof lotMapTexts;
