import type { Command } from 'commander';
import { parseSize } from '../integrity/size.js';
import { CliError } from './core.js';
import { configuredSite, download } from './from-service.js';
import { printPage } from './print-page.js';

interface Flags {
  out: string;
  ofVersion?: string;
  site?: string;
}

const GRADES = ['cited', 'complete'];

export function reportCommands(program: Command): void {
  const report = program.command('report').description('Published reports, of a running service');
  common(report.command('pdf'))
    .description('Print the table of a report as a PDF, with a Chromium of this machine (CHROMIUM names it)')
    .action(pdf);
  common(report.command('evidence'))
    .description('Save what a report rests on, to be checked elsewhere with ledger-verify')
    .option(
      '--grade <grade>',
      'cited: the entries of what it shows. complete: all entries, so that nothing is left out',
      'cited',
    )
    .option('--at-checkpoint <size>', 'entries under the published checkpoint that it is to rest on: one that was kept')
    .action(evidence);
}

function common(command: Command): Command {
  return command
    .argument('<report>', 'its id')
    .requiredOption('--out <file>', 'where to put it; nothing may be there yet')
    .option('--of-version <number>', 'the newest unless told')
    .option('--site <address>', 'where the service answers; the configured HOST and PORT unless told');
}

async function pdf(report: string, { out, ofVersion, site }: Flags): Promise<void> {
  const page = new URL(`/reports/${encodeURIComponent(report)}/table`, site ?? configuredSite());
  await printPage(ofThisVersion(page, ofVersion), out);
  console.log(`Printed to ${out}.`);
}

interface EvidenceFlags extends Flags {
  grade: string;
  atCheckpoint?: string;
}

async function evidence(report: string, flags: EvidenceFlags): Promise<void> {
  const { out, ofVersion, site, grade, atCheckpoint } = flags;
  if (!GRADES.includes(grade)) throw new CliError(`--grade must be one of: ${GRADES.join(', ')}`);
  const address = new URL(
    `/api/reports/${encodeURIComponent(report)}/evidence?grade=${grade}`,
    site ?? configuredSite(),
  );
  if (atCheckpoint !== undefined) {
    if (parseSize(atCheckpoint) === null) throw new CliError('--at-checkpoint must be a whole number');
    address.searchParams.set('size', atCheckpoint);
  }
  await download(ofThisVersion(address, ofVersion), out);
  console.log(`Saved to ${out}. To check it: node ledger-verify.mjs ${out} --vkey FILE`);
}

function ofThisVersion(address: URL, version: string | undefined): URL {
  if (version === undefined) return address;
  if (!/^[1-9]\d{0,3}$/.test(version)) throw new CliError('--of-version must be a whole number from 1 on');
  address.searchParams.set('version', version);
  return address;
}
