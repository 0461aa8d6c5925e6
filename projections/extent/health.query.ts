import { Query } from '@nestjs/cqrs';
import { Member } from '../state/queries/member.js';

/** Whether something that the service rests on answers. */
export class Connection {
  @Member('flag') connected!: boolean;
  @Member('text', 'Why it is not.', { optional: true }) problem?: string;
}

/** What holds the events. */
export class EngineHealth extends Connection {
  @Member('text', '', { oneOf: ['postgresql', 'eventstoredb'] }) name!: string;
}

/** How far one projection has come, whichever process runs it. */
export class ProjectionHealth {
  @Member('text') name!: string;
  @Member(
    'text',
    'missing: it has not been made yet. rebuilding: what there is was made by a version too old to answer.',
    {
      oneOf: ['running', 'stopped', 'rebuilding', 'missing'],
    },
  )
  status!: string;
  @Member('whole', 'Events taken in.') size!: number;
  @Member(
    'whole',
    'Events that it has not taken in; where they are more than a thousand, at least so many. Left out while the engine does not answer.',
    { optional: true },
  )
  eventsBehind?: number;
  @Member(
    'whole',
    'Seconds since the first of those was recorded; 0 where there is none. Left out while the engine does not answer.',
    { optional: true },
  )
  secondsBehind?: number;
  @Member('text', 'The instance that runs it; left out while none does.', { optional: true }) runBy?: string;
  @Member('id', 'The event at which it stopped.', { optional: true }) stoppedAt?: string;
}

/** How it goes with one of those who cosign the log. */
export class WitnessHealth {
  @Member('text', 'As it stands in signed checkpoints.') name!: string;
  @Member('whole', 'Entries under the largest checkpoint that it has cosigned; left out before the first.', {
    optional: true,
  })
  size?: number;
  @Member('text', 'What keeps it from cosigning.', { optional: true }) problem?: string;
  @Member('instant', 'Since when that, or since when nothing does.') since!: string;
}

/** How the signing of the log goes, whichever process does it. The log can be read, and answers given, without. */
export class LogHealth {
  @Member('text', 'unsigned: it has no key. stopped: somebody must look, and nothing is signed meanwhile.', {
    oneOf: ['signed', 'unsigned', 'stopped'],
  })
  status!: string;
  @Member('whole', 'Entries under the newest published checkpoint; left out before the first.', { optional: true })
  size?: number;
  @Member('text', 'Why it is not signed any further.', { optional: true }) problem?: string;
  @Member([() => WitnessHealth], 'Those who are asked to cosign it; left out where nobody is.', { optional: true })
  witnesses?: WitnessHealth[];
}

/** How one process of the service is, and what it shares with the others. */
export class Health {
  @Member('flag', 'Everything answers, and no projection has stopped or hangs back.') ready!: boolean;
  @Member('text', 'The process that answers.') instance!: string;
  @Member('text', 'What keeps it from working, where that is none of the below.', { optional: true }) problem?: string;
  @Member(() => EngineHealth) engine!: EngineHealth;
  @Member(() => Connection, 'PostgreSQL, which holds everything but the events, and these too where it is the engine.')
  database!: Connection;
  @Member([() => ProjectionHealth], 'Empty while the database does not answer.') projections!: ProjectionHealth[];
  @Member(() => LogHealth, 'Left out while the database does not answer.', { optional: true }) log?: LogHealth;
}

export class GetHealth extends Query<Health> {}
