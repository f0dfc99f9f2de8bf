import type { Command } from 'commander';
import { addEngineOptions, number, type EngineWords } from './options.ts';
import type { Finish, World } from './program.ts';
import { withEngine } from './with-engine.ts';

/** What is installed, and what this machine computes with. */
export function addAboutCommands(program: Command, world: World, finish: Finish): void {
  program
    .command('models')
    .description('what is installed: metrics, licence, hashes checked')
    .option('--json', 'print one JSON object')
    .action(async () => {
      const engine = world.engine({ provider: 'cpu' });
      const models = await engine.list();
      await engine.close();
      for (const { error } of models) if (error) world.err(`${error.code}: ${error.message}\n  ${error.remedy}\n`);
      const lines = models.flatMap(({ name, state, manifest }) => {
        if (!manifest) return [`${name}: ${state}`];
        const { title, version, task, licence, network, variant, files, encoder, imageEncoder, metrics } = manifest;
        const sizesOf = (all: Partial<typeof files>, of = ''): string[] =>
          Object.entries(all).flatMap(([kind, file]) =>
            file ? `${of}${kind} ${(file.bytes / 1e6).toFixed(1)} MB` : [],
          );
        const networks: Partial<typeof files>[] = [files, encoder?.files ?? {}, imageEncoder?.files ?? {}];
        const sizes = networks.flatMap((all, i) => sizesOf(all, ['', 'encoder ', 'image encoder '][i]));
        const used = networks.reduce((bytes, all) => bytes + (all[variant]?.bytes ?? 0), 0);
        const known = Object.entries(metrics).filter(([, value]) => value !== null);
        return [
          `${name} ${version}: ${title}, for ${task}; files ${state}`,
          `  ${(network.parameters / 1e6).toFixed(1)} million parameters, context ${network.context}; ${sizes.join(', ')}; ${variant} is used, ${(used / 1e6).toFixed(1)} MB`,
          `  ${licence.spdx}${licence.commercial ? '' : ', not for commercial use'}. ${licence.attribution}`,
          ...known.map(([metric, value]) => `  ${metric} ${value}`),
        ];
      });
      if (models.length === 0) lines.push('No models are installed.');
      finish({ json: { models }, lines, failed: models.some(({ state }) => state !== 'ok') });
    });

  const engine = program
    .command('engine')
    .description('providers found, which one is used and why, and how fast it is');
  addEngineOptions(engine)
    .option('--seconds <s>', 'how long to measure', number(0.1, 60), 2)
    .action(async (words: EngineWords & { seconds: number }) => {
      const { model, seconds } = words;
      finish(
        await withEngine(world, words, async (opened, signal) => {
          const speed = await opened.run('engine.measure', { studio: 'music', model, seconds }, { signal });
          const { providers, pinned, memoryBytes } = await opened.status();
          const chosen = providers.find((provider) => provider.state === 'chosen')?.name ?? null;
          return {
            json: { providers, pinned, chosen, model, ...speed, memoryBytes },
            lines: [
              ...providers.map(({ name, state, reason }) => `${name}: ${state} (${reason})`),
              `${model} (${speed.variant}): ${speed.tokensPerSecond.toFixed(0)} tokens a second, one take`,
            ],
          };
        }),
      );
    });
}
