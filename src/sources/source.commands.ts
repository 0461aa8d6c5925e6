import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandFor } from '../ledger/catalogue/define.js';
import {
  SourceCopyAdded,
  SourceDescribed,
  SourceGapNoted,
  SourceRegistered,
  SourceSuperseded,
  SourceUnavailableNoted,
} from './source.events.js';

const OFFICER = ['policy-officer'] as const;

const RegisterSource = commandFor(
  'RegisterSource',
  'Register a source document with the hash of its file',
  SourceRegistered,
  OFFICER,
  { creates: true },
);

export const sources: Feature = {
  events: [
    SourceRegistered,
    SourceDescribed,
    SourceCopyAdded,
    SourceGapNoted,
    SourceSuperseded,
    SourceUnavailableNoted,
  ],
  commands: [
    RegisterSource,
    commandFor('DescribeSource', 'Describe a source document anew, with a reason', SourceDescribed, OFFICER),
    commandFor('AddSourceCopy', 'Add another retrieval of a source document', SourceCopyAdded, OFFICER),
    commandFor('NoteSourceGap', 'Note what a document should hold and does not', SourceGapNoted, OFFICER),
    commandFor('SupersedeSource', 'Say which document replaces this one', SourceSuperseded, OFFICER),
    commandFor('NoteSourceUnavailable', 'Note that an address is dead', SourceUnavailableNoted, OFFICER),
  ],
};
