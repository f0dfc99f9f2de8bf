import { app } from 'electron';

/*
 * Loaded before the app's own code: holds the app back until Playwright is attached to it. A window that was made while
 * Playwright attached stood still in 3 of 40 starts. Playwright's own loader does the same, but is loaded only with the
 * `electron` package's runtime, and brings switches that people don't have.
 */

const ready = app.whenReady();
const { promise: attached, resolve: attach } = Promise.withResolvers();
app.whenReady = () => attached.then(() => ready);
// Playwright calls this by name when it has attached.
Object.assign(globalThis, { __playwright_run: attach });
