import { localDateOf } from '@steward/calendar';
import type { Tier } from '@steward/domain';
import { Api } from '../console/api';
import type { Identity, Login } from '../console/identity';
import { loginWith } from '../console/logins';
import type { VendorProfile } from '../profile/profile';

/** The people of a local run, each able to do what their role allows. */
export class Cast {
  constructor(
    private readonly consoleUrl: string,
    private readonly identity: Identity,
    private readonly logins: readonly Login[],
    private readonly at?: Date,
  ) {}

  /** The same people at an instant of played time. Design rule 16. */
  playedAt(at: Date): Cast {
    return new Cast(this.consoleUrl, this.identity, this.logins, at);
  }

  /** The day in Beijing: the played one, else the real one. */
  today(): string {
    return localDateOf({ timezone: 'Asia/Shanghai' }, (this.at ?? new Date()).getTime());
  }

  /** Whoever has the role. */
  as(role: string): Api {
    return this.by(loginWith(this.logins, role));
  }

  by(login: Login): Api {
    return new Api(this.consoleUrl, this.identity, login, this.at);
  }
}

/** A vendor's own login; the password is every local login's. */
export const vendorLogin = ({ code, name }: VendorProfile, vendorId: string): Login => ({
  login: `vendor-${code.toLowerCase()}`,
  password: 'steward',
  roles: ['vendor'],
  vendorId,
  name,
});

/** How many finished projects of the same kind a vendor shows. Clause 2.1.1, the policy's defaults. */
export const SIMILAR_PROJECTS: Readonly<Record<Tier, number>> = { STRATEGIC: 3, REGULAR: 1, TEMPORARY: 0 };
/** What the capability test came to. Clause 2.1.2; 70 passes. */
export const TEST_SCORES: Readonly<Record<Tier, number>> = { STRATEGIC: 93, REGULAR: 84, TEMPORARY: 76 };
