import type { Api } from '../console/api';
import type { Cast } from '../play/cast';
import type { Party } from '../play/run-import';

/** Who lives through the sample year. */
export type Company = {
  readonly cast: Cast;
  readonly parties: readonly Party[];
  /** Each vendor's own access, by its code. */
  readonly vendors: ReadonlyMap<string, Api>;
};
