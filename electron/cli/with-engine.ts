import type { Studio } from '../engine/store.ts';
import type { Engine } from '../engine/engine.ts';
import type { EngineWords } from './options.ts';
import type { World } from './program.ts';

/** Opens the model, does the work and lets go. Where a provider that was asked for can't be had, says what serves instead. */
export async function withEngine<T>(
  world: World,
  { model, provider, threads }: EngineWords,
  work: (engine: Engine, signal: AbortSignal) => Promise<T>,
  studio: Studio = 'music',
): Promise<T> {
  const engine = world.engine({ provider, ...(threads === undefined ? {} : { threads }) });
  try {
    await engine.prepare(studio, model);
    const { providers } = await engine.status();
    const wanted = providers.find((report) => report.name === provider);
    if (wanted && wanted.state !== 'chosen')
      world.err(`${provider} can't be used: ${wanted.reason}\n  The CPU is used instead.\n`);
    world.signal.throwIfAborted();
    return await work(engine, world.signal);
  } finally {
    await engine.close();
  }
}
