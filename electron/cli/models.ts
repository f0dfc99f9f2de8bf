import type { Command } from 'commander';
import { GombocError } from '../../models/error.ts';
import { bytesInUse } from '../../models/manifest.ts';
import type { InstalledModel } from '../engine/status.ts';
import type { Finish, World } from './program.ts';

/** What is installed, and how to install and remove. */
export function addModelCommands(program: Command, world: World, finish: Finish): void {
  const json = (command: Command): Command => command.option('--json', 'print one JSON object');

  const models = json(program.command('models').description('what is installed: metrics, licence, hashes checked'));
  models.action(async () => {
    const all = await listed(world);
    for (const { error } of all) if (error) world.err(`${error.code}: ${error.message}\n  ${error.remedy}\n`);
    const lines = all.flatMap(describe);
    if (all.length === 0) lines.push('No models are installed.');
    finish({ json: { models: all }, lines, failed: all.some(({ state }) => state !== 'ok') });
  });

  json(models.command('install').description('check a model, try it and install it'))
    .argument('<pack>', 'a folder, or a zip of one (.gomboc-model)')
    .action(async (pack: string) => {
      const manifest = await world.packs.install(pack, world.signal, (step) => world.progress?.(`${step}…`));
      const { name, version, task, licence } = manifest;
      finish({
        json: { installed: { name, version, task, licence: licence.spdx } },
        lines: [`${name} ${version} is installed, for ${task}: ${licence.spdx}. ${licence.attribution}`],
      });
    });

  json(models.command('remove').description('remove a model that was installed'))
    .argument('<name>')
    .action(async (name: string) => {
      const found = (await listed(world)).filter((model) => model.name === name && model.removable);
      if (found.length === 0) {
        throw new GombocError('model-missing', `${name} is not installed`, '`gomboc models` lists what is.');
      }
      for (const { studio } of found) await world.packs.remove(studio, name);
      finish({ json: { removed: name }, lines: [`${name} is removed.`] });
    });
}

async function listed(world: World): Promise<InstalledModel[]> {
  const engine = world.engine({ provider: 'cpu' });
  try {
    return await engine.list();
  } finally {
    await engine.close();
  }
}

function describe({ name, state, manifest, removable }: InstalledModel): string[] {
  const whose = removable ? 'installed' : 'of Gomboc';
  if (!manifest) return [`${name}: ${state}`];
  const { title, version, task, licence, network, variant, files, encoder, imageEncoder, metrics } = manifest;
  const sizesOf = (all: Partial<typeof files>, of = ''): string[] =>
    Object.entries(all).flatMap(([kind, file]) => (file ? `${of}${kind} ${(file.bytes / 1e6).toFixed(1)} MB` : []));
  const networks: Partial<typeof files>[] = [files, encoder?.files ?? {}, imageEncoder?.files ?? {}];
  const sizes = networks.flatMap((all, i) => sizesOf(all, ['', 'encoder ', 'image encoder '][i]));
  const known = Object.entries(metrics).filter(([, value]) => value !== null);
  return [
    `${name} ${version}: ${title}, for ${task}, ${whose}; files ${state}`,
    `  ${(network.parameters / 1e6).toFixed(1)} million parameters, context ${network.context}; ${sizes.join(', ')}; ${variant} is used, ${(bytesInUse(manifest) / 1e6).toFixed(1)} MB`,
    `  ${licence.spdx}${licence.commercial ? '' : ', not for commercial use'}. ${licence.attribution}`,
    ...known.map(([metric, value]) => `  ${metric} ${value}`),
  ];
}
