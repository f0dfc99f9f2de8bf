/** Made at build time by scripts/lib/samples.mjs. */
declare module 'virtual:piano-samples' {
  import type { SampleUrls } from './piano.ts';
  const urls: SampleUrls;
  export default urls;
}
