import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Manifest } from '../../../models/manifest.ts';
import { root } from '../../../scripts/lib/shell.mjs';
import { ofOneVariant } from '../../../scripts/lib/weights.mjs';

const shipped = ['code', 'drawing', 'music'].flatMap((studio) => {
  const weights = join(root, 'models', studio, 'weights');
  return readdirSync(weights).map((name) => join(weights, name));
});

describe('the weights of a package', () => {
  test.each(shipped)('are those of one variant: %s', (folder) => {
    const whole = Manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
    const { manifest, paths } = ofOneVariant(whole);
    const slim = Manifest.parse(manifest);
    const parts = [slim.files, slim.encoder?.files, slim.imageEncoder?.files].filter((files) => files !== undefined);
    expect(parts.map((files) => Object.values(files).filter((file) => file).length)).toEqual(parts.map(() => 1));
    expect(paths).toEqual(parts.map((files) => files[whole.variant]!.path));
    expect(paths.every((path) => existsSync(join(folder, path)))).toBe(true);
    expect({ ...slim, files: null, encoder: null, imageEncoder: null }).toEqual({
      ...whole,
      ...{ files: null, encoder: null, imageEncoder: null },
    });
  });

  test('can’t be those of a model that lacks its own variant', () => {
    const manifest = { name: 'odd', variant: 'int8', files: { fp32: { path: 'model.onnx' } } };
    expect(() => ofOneVariant(manifest)).toThrow('odd has no file for its variant int8');
  });
});

test.each(shipped)('the third-party list tells whether what comes of it may be sold: %s', (folder) => {
  const { licence } = Manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  const start = `| \`${relative(root, folder).split(sep).join('/')}\` |`;
  const lines = readFileSync(join(root, 'THIRD-PARTY.md'), 'utf8').split('\n');
  const row = lines.find((line) => line.startsWith(start));
  expect(row?.split('|').at(-2)?.trim()).toBe(licence.commercial ? 'yes' : '**no**');
});
