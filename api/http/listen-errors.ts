/** Explains why a port cannot be opened, and what to do. */
export function whyNotListening(error: NodeJS.ErrnoException, port: number, host?: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new Error(`Port ${port} is taken. Set PORT to a free one, or 0 for any.`);
    case 'EACCES':
      return new Error(`Port ${port} is not allowed to this user. Set PORT to one above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return new Error(
        `${host ?? 'This host'} is no address of this machine. Set HOST to one of them, or to 0.0.0.0 for all.`,
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Error(`Nobody knows the host ${host ?? ''}. Set HOST to an address of this machine.`);
    default:
      return error;
  }
}
