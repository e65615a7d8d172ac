/** What a figure should keep to, in the middle of its runs. A ratio is that of the figure to its baseline. */
export interface Goal {
  /** The figure keeps to it in every single run: one loss is one too many. */
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
  /** The same on the bare parts, taken in the same run. */
  baseline?: number | undefined;
  goal?: Goal;
}

/** One row of the table: something that ParkMate does, beside the least that it could cost. */
export interface Row {
  name: string;
  /** What is measured, and beside which baseline, in one line. */
  about: string;
  /** Takes both once, baseline and ParkMate one after the other. Says on the way what it is doing. */
  measure(say: (what: string) => void): Promise<Sample[]>;
}
