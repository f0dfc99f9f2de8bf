/** Execution providers that Gomboc knows, by their names in onnxruntime. `cpu` is always there, and the last resort. */
export const providerNames = ['cuda', 'dml', 'coreml', 'webgpu', 'cpu'] as const;
export type ProviderName = (typeof providerNames)[number];
