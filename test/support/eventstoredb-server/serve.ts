// `node --import ./test/support/typescript-hook.js test/support/eventstoredb-server/serve.ts [port]` runs the server in a
// process of its own: it writes its address to the output, keeps events in memory and ends with SIGTERM.
import { EventStoreDbServer } from './index.js';

const server = await EventStoreDbServer.start({ port: Number(process.argv[2] ?? 0) });
console.log(server.url);
await new Promise((resolve) => process.once('SIGTERM', resolve));
await server.stop();
