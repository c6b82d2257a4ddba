export { startBus, type TestBus } from './bus';
export { fixedClock, type FixedClock } from './clock';
export { startDatabase, type TestDatabase } from './database';
export { eventually } from './eventually';
export { startIdentity, type TestIdentity, type TokenHolder } from './identity';
export { processesWith } from './processes';
export { schemaChanges } from './schema';
export { startUnderTest, type ServiceUnderTest, type StartOptions, type Told } from './service';
export { shapeViolations } from './shape';
