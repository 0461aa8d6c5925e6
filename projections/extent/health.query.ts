import { Query } from '@nestjs/cqrs';
import { Member } from '../state/queries/member.js';

/** How far one projection has come. */
export class ProjectionHealth {
  @Member('text') name!: string;
  @Member('text', 'missing: it has not been made yet.', { oneOf: ['running', 'stopped', 'rebuilding', 'missing'] })
  status!: string;
  @Member('whole', 'Events taken in.') size!: number;
  @Member('whole', 'Events that it has not taken in; 1000 stands for that many or more.') eventsBehind!: number;
  @Member('whole', 'Seconds since the first of those was recorded; 0 where there is none.') secondsBehind!: number;
  @Member('id', 'The event at which it stopped.', { optional: true }) stoppedAt?: string;
}

export class Health {
  @Member('flag') ready!: boolean;
  @Member('text', 'What holds the events.') engine!: string;
  @Member([() => ProjectionHealth]) projections!: ProjectionHealth[];
}

export class GetHealth extends Query<Health> {}
