import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { feedFile } from '../../../electron/updater.ts';

let folder: string;
let resources: string;
let profile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gomboc-feed-'));
  [resources = '', profile = ''] = ['resources', 'profile'].map((name) => join(folder, name));
  for (const each of [resources, profile]) mkdirSync(each);
});
afterEach(() => rmSync(folder, { recursive: true }));

it('nowhere, unless the package or the surroundings say so', () => {
  expect(feedFile(undefined, resources, profile)).toBe(null);
  expect(feedFile('', resources, profile)).toBe(null);
  const made = join(resources, 'app-update.yml');
  writeFileSync(made, 'provider: generic\n');
  expect(feedFile(undefined, resources, profile)).toBe(made);
  const said = feedFile('https://example.org/gomboc/', resources, profile)!;
  expect(said.startsWith(profile)).toBe(true);
  expect(JSON.parse(readFileSync(said, 'utf8'))).toMatchObject({
    provider: 'generic',
    url: 'https://example.org/gomboc/',
  });
});

it.each(['https://example.org', 'http://127.0.0.1:8080/feed', 'http://localhost/feed', 'http://[::1]/'])(
  '%s can be trusted to come from there',
  (address) => expect(feedFile(address, resources, profile)).not.toBe(null),
);

it.each([
  'http://example.org/gomboc',
  'http://127.0.0.1.example.org/',
  'file:///etc',
  'ftp://localhost/x',
  'javascript:1',
  'gomboc',
])('%s can’t', (address) => {
  expect(() => feedFile(address, resources, profile)).toThrowError(/no https address/);
});
