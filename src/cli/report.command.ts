import type { Command } from 'commander';
import { readConfig } from '../config.js';
import { CliError } from './core.js';
import { printPage } from './print-page.js';

interface Flags {
  out: string;
  ofVersion?: string;
  site?: string;
}

export function reportCommands(program: Command): void {
  program
    .command('report')
    .description('Published reports')
    .command('pdf')
    .description('Print the table of a report as a PDF, with a Chromium of this machine (CHROMIUM names it)')
    .argument('<report>', 'its id')
    .requiredOption('--out <file>', 'where to put it; nothing may be there yet')
    .option('--of-version <number>', 'the newest unless told')
    .option('--site <address>', 'where the service answers; the configured HOST and PORT unless told')
    .action(pdf);
}

async function pdf(report: string, { out, ofVersion, site }: Flags): Promise<void> {
  if (ofVersion !== undefined && !/^[1-9]\d{0,3}$/.test(ofVersion))
    throw new CliError('--of-version must be a whole number from 1 on');
  const version = ofVersion === undefined ? '' : `?version=${ofVersion}`;
  const page = new URL(`/reports/${encodeURIComponent(report)}/table${version}`, site ?? configuredSite());
  await printPage(page, out);
  console.log(`Printed to ${out}.`);
}

/** An address that listens everywhere is asked on this machine. */
function configuredSite(): string {
  const { host, port } = readConfig(process.env);
  const name = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
