import { mkdir } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { GombocError } from '../../models/error.ts';
import { plain } from '../../models/words/said.ts';

/**
 * Makes the folder that a file is to be written into; before the work, which would be lost.
 * @throws GombocError `file-unwritable`
 */
export async function makeFolderOf(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    const message = `${dirname(file)} can't be made (${error.code ?? error.message})`;
    throw new GombocError('file-unwritable', plain(message), 'Choose another folder.', { cause: error });
  });
}

/** out.mid, out-2.mid, … @param index counts from 0 */
export function numbered(out: string, index: number): string {
  const { dir, name, ext } = parse(out);
  return index === 0 ? out : join(dir, `${name}-${index + 1}${ext}`);
}

/** Who reads what is said may leave, as `head` does: then it is said to nobody, and the work goes on to its files. */
export function mayLoseReader(stream: NodeJS.WritableStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
