/*
 * What the studio takes from models/code/emit. The formatter is not among it: it is large, and only the worker needs it.
 */
export { emit } from '../../../../models/code/emit/emit.ts';
export { project } from '../../../../models/code/emit/files.ts';
export { previewOf } from '../../../../models/code/emit/preview.ts';
