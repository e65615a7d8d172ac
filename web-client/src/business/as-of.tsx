const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

interface Props {
  asOf: string;
  /** Whether newer figures would be here. */
  isLive: boolean;
}

/** Of when figures are. */
export const AsOf = ({ asOf, isLive }: Props) => (
  <>
    {isLive ? 'Live' : 'The connection is lost'}, as of{' '}
    <time dateTime={asOf}>{clock.format(new Date(asOf))}</time>
  </>
);
