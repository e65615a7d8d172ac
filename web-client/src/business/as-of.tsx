import { businessWords } from '../texts/business.js';
import { formatSecond } from '../time/format.js';

interface Props {
  asOf: string;
  /** Whether newer figures would be here. */
  isLive: boolean;
}

/** Of when figures are. */
export const AsOf = ({ asOf, isLive }: Props) => (
  <>
    {isLive ? businessWords.value.dashboard.live : businessWords.value.dashboard.lost},{' '}
    {businessWords.value.dashboard.asOf} <time dateTime={asOf}>{formatSecond(asOf)}</time>
  </>
);
