import { GombocError } from '../../models/error.ts';
import type { CallHandlers, JobHandlers } from './serve.ts';

/**
 * The same handlers; what fails is told by its name and code. Defects are told anyway, whole (`serve`).
 * @param tell is given a line
 */
export function logged<Handlers extends CallHandlers | JobHandlers>(
  handlers: Handlers,
  tell: (line: string) => void,
): Handlers {
  const each = Object.entries(handlers).map(([name, handle]) => [
    name,
    async (...input: unknown[]): Promise<unknown> => {
      try {
        return await (handle as (...input: unknown[]) => unknown)(...input);
      } catch (error) {
        if (error instanceof GombocError) tell(`${name}: ${error.code}`);
        throw error;
      }
    },
  ]);
  return Object.fromEntries(each) as Handlers;
}
