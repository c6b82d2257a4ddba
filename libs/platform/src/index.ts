export { ActingAs, ENTERPRISE, Permission, PUBLIC, ROLES, traceparentOf, WhoAsks } from './auth';
export type { Caller, HttpRequest, Permissions, Role } from './auth';
export { bootstrap, startService, stopService } from './bootstrap';
export { readConfig, ServiceConfig } from './config';
export { CONNECTIONS } from './connections';
export { FileStore, type StoredFile } from './files';
export { describeService } from './open-api';
export { PlatformModule, type ServiceOptions } from './platform.module';
export { ProblemException, type ProblemsZh } from './problem';
