import { isIP } from 'node:net';
import type { Config } from '../config.js';
import type { Variables } from './variables.js';

/** Where the service listens, and whom it believes about its callers. */
export function readListening(variables: Variables): Pick<Config, 'port' | 'host' | 'trustedProxies'> {
  return { port: readPort(variables), host: readHost(variables), trustedProxies: readProxies(variables) };
}

function readPort(variables: Variables): number {
  const text = variables.get('PORT') ?? '3000';
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) variables.refuse(`PORT is "${text}": give a whole number from 0 to 65535.`);
  return port;
}

function readHost(variables: Variables): string {
  const host = variables.get('HOST') ?? '127.0.0.1';
  if (/[\s/]/.test(host))
    variables.refuse(`HOST is "${host}": give a host name or an IP address, without a scheme or a path.`);
  return host;
}

function readProxies(variables: Variables): string[] {
  const proxies = (variables.get('TRUSTED_PROXIES') ?? '').split(/[\s,]+/).filter(Boolean);
  for (const proxy of proxies)
    if (!isAddressRange(proxy))
      variables.refuse(`TRUSTED_PROXIES names "${proxy}": give addresses or ranges, such as 10.0.0.5 or 10.0.0.0/8.`);
  return proxies;
}

function isAddressRange(text: string): boolean {
  const [address, bits, ...rest] = text.split('/');
  const version = isIP(address ?? '');
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
