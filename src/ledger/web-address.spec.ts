import { isOwnPath, isWebAddress } from './web-address.js';

describe('an address on the web', () => {
  it.each([
    'https://council.example/papers/progress',
    'http://council.example',
    'HTTPS://COUNCIL.EXAMPLE/A',
    'https://council.example:8443/papers?id=1&part=2#page=3',
    'https://council.example/Büro/%C3%A4',
    'https://[2001:db8::1]/a',
    'https://council.example/papers?f=1|2&g={a}^`b`',
    'https://council.example/~libraries/@reports?to=a@council.example',
    'https://council.example?@elsewhere.example/',
  ])('is %s', (text) => expect(isWebAddress(text)).toBe(true));

  it.each([
    ['javascript:alert(1)'],
    ['data:text/html,<b>'],
    ['ftp://council.example/paper'],
    ['hello world'],
    ['council.example/paper'],
    ['//council.example/paper'],
    ['/reports/REPORT'],
    ['https://'],
    ['https:///paper'],
    ['https:council.example'],
    ['https://council.example:99999/'],
    ['https://council.example/a paper'],
    [' https://council.example/'],
    ['https://council.example/\u202efdp.exe'],
    ['https://council.example\\@elsewhere.example/'],
    ['https://council.example@elsewhere.example/'],
    ['https://name:secret@council.example/'],
    ['https://@council.example/'],
    ['https://:@council.example/'],
    ['https://council.example/"onclick='],
    ['https://council.example/>'],
    [''],
    [undefined],
    [7],
  ])('is not %j', (text) => expect(isWebAddress(text)).toBe(false));
});

describe('the path of a page of this ledger', () => {
  it.each(['/', '/reports/REPORT', '/reports/R?version=2#rows', '/commitments?status=late|lost'])('is %s', (text) =>
    expect(isOwnPath(text)).toBe(true));

  it.each([
    ['//elsewhere.example'],
    ['/\\elsewhere.example'],
    ['reports/REPORT'],
    ['/a page'],
    [''],
    [undefined],
  ])('is not %j', (text) => expect(isOwnPath(text)).toBe(false));
});
