// `curl -o FILE ADDRESS` for machines that have none, as far as the documentation uses it.
import { writeFileSync } from 'node:fs';

const [flag, file, address, ...more] = process.argv.slice(2);
if (flag !== '-o' || address === undefined || more.length > 0) throw new Error('Only curl -o FILE ADDRESS');
const response = await fetch(address);
if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
writeFileSync(file, Buffer.from(await response.arrayBuffer()));
