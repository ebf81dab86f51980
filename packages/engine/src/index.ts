export { cacheFolder } from './cache-folder.js';
export { type DiagnoseOptions, type Diagnosis, diagnose, type EngineFinding, type ToolFinding } from './diagnose.js';
export { EngineError, InterruptedError } from './engine-error.js';
export type { EngineDevice, EngineName, EngineRequest } from './engine-name.js';
export { type SavedModels, savedModels } from './engines/tensorflow.js';
export { formatDiagnosis } from './format-diagnosis.js';
export type { InstallProgress } from './install/build-engine.js';
export { type InstallEngineOptions, type InstalledEngine, installEngine } from './install-engine.js';
export { type Engine, type RejectedEngine, type UseEngineOptions, useEngine } from './use-engine.js';
