import { v5 } from 'uuid';

/** Never change it: every id of an imported record follows from it. */
const STEWARD_NAMESPACE = 'df212d81-2e52-426f-bfd4-b59b37efd1e5';

/**
 * The id of a record that came from outside: UUIDv5 of its kind and its key at the source, so that a repeated
 * import meets itself. `kind` holds no colon, as `work-order`.
 */
export const importedId = (kind: string, sourceKey: string): string =>
  v5(`${kind}:${sourceKey}`, STEWARD_NAMESPACE);
