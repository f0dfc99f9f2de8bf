import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emitTargets, type EmitTarget } from '../../../../../models/code/emit/choices.ts';
import { emit } from '../../../../../models/code/emit/emit.ts';
import { project } from '../../../../../models/code/emit/files.ts';
import { format } from '../../../../../models/code/emit/format.ts';
import { root } from '../../../../../scripts/lib/shell.mjs';
import { buildExported } from '../../../../exported.ts';
import { everyKind } from './every-kind.ts';

let folder: string;

// Inside the repository, so that the folders find the packages that they would install.
beforeAll(async () => {
  await mkdir(join(root, '.cache'), { recursive: true });
  folder = await mkdtemp(join(root, '.cache', 'exports-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes the folder that a person would export; answers where. */
async function exported(target: EmitTarget): Promise<string> {
  const place = join(folder, target);
  for (const { path, text } of project(everyKind, target, { theme: 'plain', name: 'Test' })) {
    await mkdir(dirname(join(place, path)), { recursive: true });
    await writeFile(join(place, path), text);
  }
  return place;
}

describe('an exported folder', () => {
  it.each(emitTargets)('builds: %s', { timeout: 60_000 }, async (target) => {
    const said = await buildExported(await exported(target));
    expect(said).toContain('Second');
    expect(said).toMatch(/\.row|grid-template-columns/);
  });

  it('has no type errors in React, strictly, and names what it takes to see that', { timeout: 60_000 }, async () => {
    const place = await exported('react');
    // The page as the one file that is exported alone, beside it.
    await writeFile(
      join(place, 'src', 'Alone.tsx'),
      await format(emit(everyKind, 'react', { theme: 'plain' }), 'react'),
    );
    const read = ts.readConfigFile(join(place, 'tsconfig.json'), ts.sys.readFile);
    const { options, fileNames, errors } = ts.parseJsonConfigFileContent(read.config, ts.sys, place);
    expect(errors).toEqual([]);
    expect(options).toMatchObject({ strict: true, noEmit: true });
    expect(fileNames.map((name) => name.slice(place.length)).sort()).toEqual(
      ['Alone', 'Page', 'main'].map((name) => `/src/${name}.tsx`),
    );
    const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options));
    expect(diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
    const { devDependencies, scripts } = JSON.parse(await readFile(join(place, 'package.json'), 'utf8')) as {
      [part: string]: Record<string, string>;
    };
    expect(scripts).toMatchObject({ build: 'vite build', check: 'tsc' });
    // What the compiler has just used is what the folder asks for.
    for (const name of ['typescript', '@types/react', '@types/react-dom', 'vite']) {
      const { version } = JSON.parse(await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8')) as {
        version: string;
      };
      expect([name, devDependencies![name]]).toEqual([name, version]);
    }
  });
});
