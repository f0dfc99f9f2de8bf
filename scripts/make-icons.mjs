import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { sandboxProblem } from './lib/runtime.mjs';
import { fail, root, say } from './lib/shell.mjs';
import { setUpWindow } from './setup.mjs';

/*
 * Renders assets/{icon,drag}.svg to the PNG files that windows and drags take. Run on a machine with a display after
 * changing a drawing: node scripts/make-icons.mjs
 */

const drawings = { icon: 512, drag: 64 };

async function main() {
  const runtime = await setUpWindow({ xvfb: false });
  const flags = sandboxProblem(runtime) ? ['--no-sandbox'] : [];
  const app = await _electron.launch({ executablePath: runtime.executable, args: flags });
  const page = await app.firstWindow();
  // Electron's welcome page forbids images of our own.
  await page.goto('about:blank');
  for (const [name, size] of Object.entries(drawings)) {
    const file = join(root, 'assets', name);
    const address = `data:image/svg+xml;base64,${readFileSync(`${file}.svg`).toString('base64')}`;
    const png = await page.evaluate(async ([source, pixels]) => {
      const image = new Image(pixels, pixels);
      image.src = source;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: pixels, height: pixels });
      canvas.getContext('2d')?.drawImage(image, 0, 0, pixels, pixels);
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    }, /** @type {const} */ ([address, size]));
    writeFileSync(`${file}.png`, Buffer.from(png, 'base64'));
    say(`assets/${name}.png, ${size} × ${size}`);
  }
  await app.close();
}

await main().catch(fail);
