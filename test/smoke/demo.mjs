// Runs the demo as a newcomer would, opens the addresses that it prints, writes as README says, and stops it as Ctrl-C
// does.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PATIENCE_MS = 120_000;
const demo = spawn(
  process.execPath,
  ['--enable-source-maps', fileURLToPath(new URL('../../dist/src/demo.js', import.meta.url))],
  {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
const ended = new Promise((resolve) => demo.once('exit', (code, signal) => resolve(code ?? signal)));
const late = setTimeout(() => fail(`The demo was not ready after ${PATIENCE_MS / 1_000} s`), PATIENCE_MS);

let said = '';
for await (const chunk of demo.stdout) {
  process.stdout.write(chunk);
  said += chunk;
  if (said.includes('Stop with Ctrl-C')) break;
}
const addresses = [...said.matchAll(/^ {4}(http:\S+)$/gm)].map(([, address]) => address);
if (addresses.length !== 3) fail(`The demo printed ${addresses.length} addresses instead of 3`);
for (const address of addresses) {
  const response = await fetch(address);
  const isPage = (await response.text()).includes('<h1');
  if (response.status !== 200 || !isPage || !response.headers.get('ledger-at-size'))
    fail(`${address} answered ${response.status}`);
  console.log(`ok ${address}`);
}
writeAsReadmeSays(new URL(addresses[0]).origin, said.match(/plt_\S+/)?.[0]);
demo.kill('SIGINT');
const code = await ended;
clearTimeout(late);
if (code !== 0) fail(`The demo ended with ${code} instead of 0`);
console.log('The demo starts, answers and stops.');
process.exit(0);

function writeAsReadmeSays(url, token) {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const script = /^```sh\n(TOKEN=[\s\S]*?)^```$/m.exec(readme)?.[1];
  if (!script) fail('README says nothing about writing');
  const here = script.replace('plt_…', token).replace('http://127.0.0.1:3000', url);
  const { stdout, stderr } = spawnSync('sh', ['-c', here], { encoding: 'utf8' });
  if (!/"eventIds":\["/.test(stdout)) fail(`The command of README was answered with ${stdout || stderr}`);
  console.log('ok the command of README');
}

function fail(why) {
  console.error(why);
  demo.kill('SIGTERM');
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 5_000);
  throw new Error(why);
}
