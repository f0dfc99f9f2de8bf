#!/usr/bin/env node
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { fail, root } from './lib/shell.mjs';
import { setUp } from './setup.mjs';

/*
 * The command line. Set-up talks on stderr; stdout is the command's own. It runs in this very process, so that exit
 * codes and signals need no passing on.
 */

await setUp()
  .then(() => build(['cli', 'process']))
  .catch(fail);
await import(pathToFileURL(join(root, 'build', 'electron', 'cli.js')).href);
