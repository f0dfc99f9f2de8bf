declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  const libheif: import('./heif.ts').Libheif;
  export default libheif;
}
