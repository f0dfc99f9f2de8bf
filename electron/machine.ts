import { readFileSync } from 'node:fs';
import { availableParallelism, hostname, totalmem, userInfo } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';
import type { Diagnostics } from './ipc/contract.ts';
import type { Person } from './redact.ts';

/* Whose machine this is, and what runs on it. */

export const machine: Diagnostics['machine'] = {
  platform: `${process.platform} ${process.arch}`,
  cores: availableParallelism(),
  memoryBytes: totalmem(),
};

export const versionsOf = (app: App): Diagnostics['versions'] => ({
  gomboc: app.getVersion(),
  electron: process.versions['electron'] ?? '',
  chromium: process.versions['chrome'] ?? '',
  node: process.versions.node,
  onnxruntime: onnxruntimeVersion(app),
});

/** Only the engine's process loads it; here its version is read. */
function onnxruntimeVersion(app: App): string {
  try {
    const description = join(app.getAppPath(), 'node_modules', 'onnxruntime-node', 'package.json');
    return String((JSON.parse(readFileSync(description, 'utf8')) as { version: unknown }).version);
  } catch {
    return 'unknown';
  }
}

export const personOf = (app: App): Person => ({ home: app.getPath('home'), user: userName(), host: hostname() });

/** Some machines have no entry for who uses them. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? process.env['USERNAME'] ?? '';
  }
}
