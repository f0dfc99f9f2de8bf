import { parentLine, type Line } from '../line.ts';
import { createEngine, type Engine } from './engine.ts';
import { startGuard } from './guard.ts';
import { toFailure, type FromEngine, type ToEngine } from './protocol.ts';

/*
 * The engine's own process: a native crash or a run that never ends stays in here, and the window lives on. Started as
 * Electron's utility process in the app, and with child_process.fork under plain Node.
 */

export function serve(line: Line<FromEngine, ToEngine>): void {
  const running = new Map<number, AbortController>();
  let engine: Engine | null = null;

  async function answer(message: ToEngine & { type: 'run' | 'ask' }): Promise<unknown> {
    if (!engine) throw new Error('asked before it was opened');
    if (message.type === 'run') return run(engine, message);
    switch (message.question) {
      case 'prepare':
        return engine.prepare(message.studio, message.model);
      case 'pin':
        return engine.pin(message.provider);
      case 'examine':
        return engine.examine(message.studio, message.model, (chunk) =>
          line.post({ type: 'chunk', id: message.id, chunk }),
        );
      case 'forget':
        return engine.forget();
      case 'status':
        return engine.status();
      case 'list':
        return engine.list();
    }
  }

  async function run(open: Engine, { id, name, input, apart }: ToEngine & { type: 'run' }): Promise<unknown> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const onChunk = (chunk: unknown) => line.post({ type: 'chunk', id, chunk });
      return await open.run(name, input as never, { signal: controller.signal, onChunk, apart });
    } finally {
      running.delete(id);
    }
  }

  line.onMessage((message) => {
    if (message.type === 'open') {
      if (message.options.limits) startGuard(message.options.limits);
      engine = createEngine(message.options);
      engine.subscribe((status) => line.post({ type: 'status', status }));
    } else if (message.type === 'cancel') {
      running.get(message.id)?.abort();
    } else {
      const { id } = message;
      answer(message).then(
        (value) => line.post({ type: 'done', id, value }),
        (error: unknown) => line.post({ type: 'failed', id, failure: toFailure(error) }),
      );
    }
  });
}

serve(parentLine());
