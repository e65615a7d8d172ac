import type { FieldFault, ProblemDocument } from '../../../../contract/api/problem.js';

/** What is said of errors. The server's own words are English. */
export const problemTexts = {
  unreachable: 'ParkMate cannot be reached. Check your connection.',
  noAnswer: 'ParkMate cannot answer at the moment. Try again soon.',
  unknown: 'Something went wrong here.',
  /** An answer of the server, which says more by its code than by its status. */
  answer: ({ detail }: ProblemDocument): string => detail,
  /** The server's words begin in the middle of a sentence, since they follow the name of a field. */
  field: ({ message }: FieldFault): string => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
};
export type ProblemTexts = typeof problemTexts;
