/**
 * The page runs only what ships with it. `style-src-attr` alone is loose: positioned pop-ups carry computed style
 * attributes; no rule, no url() of another origin can come in that way.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * WebAssembly runs in two workers only, each with a policy of its own as it is a file of its own: libheif's, for photos of
 * telephones (HEIC), which Chromium can't decode, and pdf.js's, for scans within PDFs (JBIG2, JPEG 2000). The page itself
 * stays without it, and even there no text is ever evaluated.
 */
const withWebAssembly = /[\\/](heif|pdf)\.worker-[\w-]+\.js$/;

/** The policy that goes with a file of the page; `file`: its path on disk. */
export const policyFor = (file: string): string =>
  withWebAssembly.test(file)
    ? contentSecurityPolicy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
    : contentSecurityPolicy;
