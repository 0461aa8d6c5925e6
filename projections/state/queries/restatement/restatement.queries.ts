import { OfView } from '../view-query.js';
import type { RestatementAnswer } from './restatement.answers.js';

export class GetRestatements extends OfView<RestatementAnswer[]> {}
