/** The goal of a figure, for the median of its runs. A ratio is the figure divided by its baseline. */
export interface Goal {
  /** The goal holds for every run instead of the median: a single loss is a failure. */
  always?: true;
  atMost?: number;
  atLeast?: number;
  ratioAtMost?: number;
  ratioAtLeast?: number;
}

/** One figure of one run. Its name is the same in every run. */
export interface Sample {
  name: string;
  value: number;
  unit: 'ms' | 's' | '/s' | 'MB' | 'KB' | 'KB gzip' | '';
  /** The same measured on the baseline in the same run. */
  baseline?: number | undefined;
  goal?: Goal;
}

/** One row of the table: an operation of ParkMate beside the least that it could cost. */
export interface Row {
  name: string;
  /** What is measured, and against which baseline, in one line. */
  about: string;
  /** Measures baseline and ParkMate once, one after the other. Reports progress through `say`. */
  measure(say: (what: string) => void): Promise<Sample[]>;
}
