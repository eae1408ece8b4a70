/** Put in by the build (build.mjs). */
declare const TENDERO_ENGINE_FILE: string;
declare const TENDERO_ENGINE_INTEGRITY: string;
declare const TENDERO_MERCHANT_FILE: string;
declare const TENDERO_MERCHANT_INTEGRITY: string;
declare const TENDERO_LATER: Record<'merchant' | 'talk', { file: string; integrity: string }>;
declare const TENDERO_FILES: {
  core: { file: string; integrity: string };
  elements: { file: string; integrity: string };
  engine: { file: string; integrity: string };
};

declare module 'tendero-merchant' {
  const factory: import('./engine/source.js').Factory;
  export default factory;
}

/** Emscripten's module, under the name that the build gives it. */
declare module 'tendero-engine' {
  const factory: import('./engine/source.js').Factory;
  export default factory;
}
