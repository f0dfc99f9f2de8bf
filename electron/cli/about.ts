import type { Command } from 'commander';
import { addEngineOptions, number, type EngineWords } from './options.ts';
import type { Finish, World } from './program.ts';
import { withEngine } from './with-engine.ts';

/** What this machine computes with. */
export function addAboutCommands(program: Command, world: World, finish: Finish): void {
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
