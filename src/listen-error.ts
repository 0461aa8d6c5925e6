/** The address cannot be listened on; the message says what to do. */
export class ListenError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ListenError';
  }
}

/**
 * Explains why an address cannot be listened on, with the names of the variables that it comes from; any other error
 * comes back as it is.
 */
export function listenError(
  error: unknown,
  { port, host }: { port: number; host: string },
  variables: { port: string; host: string } = { port: 'PORT', host: 'HOST' },
): unknown {
  const options = { cause: error };
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new ListenError(
        `Port ${port} on ${host} is taken by another program. Stop it, or set ${variables.port} to another one, for ` +
          `example ${variables.port}=${port + 1}`,
        options,
      );
    case 'EACCES':
      return new ListenError(
        `This user may not listen on port ${port}. Set ${variables.port} to 1024 or more`,
        options,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ListenError(
        `${variables.host} is "${host}", which is no address of this machine. Set it to 127.0.0.1 or 0.0.0.0`,
        options,
      );
    default:
      return error;
  }
}
