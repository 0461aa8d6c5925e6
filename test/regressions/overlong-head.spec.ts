import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { configureServer } from '../../src/http/configure-server.js';

/** Answers carried a body to a HEAD whose headers were too large, which no client of HTTP expects. */
describe('headers that are too large', () => {
  let server: Server;

  beforeAll(async () => {
    server = createServer();
    configureServer(server, 2 ** 20);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => void server.close());

  async function answerTo(method: string): Promise<string> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.setEncoding('utf8');
    let answer = '';
    socket.on('data', (text) => {
      answer += text;
    });
    socket.write(`${method} /api/plans HTTP/1.1\r\nHost: localhost\r\nAccept: ${'x'.repeat(20_000)}\r\n\r\n`);
    await once(socket, 'close');
    return answer;
  }

  it('are told of in the body, but not to a HEAD', async () => {
    expect(await answerTo('GET')).toMatch(/^HTTP\/1\.1 431 [\s\S]*\r\n\r\n\{.*headers-too-large/);
    expect(await answerTo('HEAD')).toMatch(/^HTTP\/1\.1 431 [^{]*\r\n\r\n$/);
  });
});
