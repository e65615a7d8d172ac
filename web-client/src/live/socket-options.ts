/** Of every socket of this client. */
export const socketOptions = {
  transports: ['websocket'],
  forceNew: true,
  reconnectionDelay: 500,
  reconnectionDelayMax: 5_000,
};
