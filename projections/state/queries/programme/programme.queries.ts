import { OfView } from '../view-query.js';
import type { ProgrammeAnswer } from './programme.answers.js';

export class GetProgrammes extends OfView<ProgrammeAnswer[]> {}
