import { type ServiceError, status } from '@grpc/grpc-js';
import type { AppendFault, ReadFault } from './faults.js';
import { accessDenied, notLeader, serverError } from './messages.js';

/** How a fault reaches a call, and the server around it. */
export interface Struck {
  fail(error: ServiceError): void;
  /** Cuts every connection. */
  cut(): void;
}

/** Waits without keeping the process alive. */
export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

/**
 * Lets the faults that belong to a moment happen to a call.
 * @returns whether nothing more may happen to the call
 */
export async function struck(
  faults: readonly (AppendFault | ReadFault)[],
  moment: 'before' | 'after',
  { fail, cut }: Struck,
): Promise<boolean> {
  for (const fault of faults) {
    if (('when' in fault ? fault.when : undefined) === 'after' || fault.kind === 'replyLost') {
      if (moment === 'before') continue;
    } else if (moment === 'after') continue;
    switch (fault.kind) {
      case 'error':
        fail(serverError(fault.code, fault.message ?? 'As told', fault.exception, fault.metadata));
        return true;
      case 'replyLost':
        fail(serverError(status.UNAVAILABLE, 'Connection dropped'));
        return true;
      case 'cut':
        cut();
        return true;
      case 'silence':
        return true;
      case 'accessDenied':
        fail(accessDenied());
        return true;
      case 'notLeader':
        fail(notLeader(fault.host ?? '127.0.0.1', fault.port));
        return true;
      case 'consumerTooSlow':
        fail(
          serverError(
            status.ABORTED,
            'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
          ),
        );
        return true;
      case 'delay':
        await pause(fault.ms);
    }
  }
  return false;
}
