import { Refusal } from '../console/api';
import { Failure } from '../failure';
import type { VendorProfile } from '../profile/profile';
import { SIMILAR_PROJECTS, TEST_SCORES, type Cast } from './cast';
import { keyOf, sha256 } from './keys';

/**
 * Takes a vendor from its registration to its admission: papers and projects handed in by one person and
 * verified by another, test, compliance check, tier. Clauses 1.2.1 and 2.1. Gives its id.
 */
export async function admitVendor(cast: Cast, log: string, vendor: VendorProfile): Promise<string> {
  const { code, name, tier, categories, contract } = vendor;
  const key = (step: string) => keyOf(log, code, step);
  const registrationNumber = `DEMO-${sha256(`${log}/${code}`).slice(0, 12).toUpperCase()}`;
  const registration = { code, name, registrationNumber };
  const { vendorId } = await asProfiled(code, () =>
    cast.as('vendor-manager').post<{ vendorId: string }>('vendors/v1/vendors', key('register'), registration),
  );
  const place = `vendors/v1/vendors/${vendorId}`;
  const year = Number(contract.startOn.slice(0, 4));

  await verifyEach(cast, vendor, place, key);
  const test = {
    scenario: 'SERVER_DOWN',
    score: TEST_SCORES[tier],
    assessors: ['technical', 'risk'],
    heldOn: `${year - 1}-11-16`,
  };
  await cast.as('technical').post(`${place}/capability-tests`, key('capability-test'), test);
  const passed = (evidence: string) => ({ isPassed: true, evidence });
  await cast.as('legal').post(`${place}/compliance-checks`, key('compliance'), {
    data: passed('数据处理协议与处理目录'),
    environment: passed('废旧设备回收合同'),
    labour: passed('劳动合同与社保缴纳名册'),
    jurisdictions: ['PIPL', 'DSL'],
  });
  const classification = {
    tier,
    categories,
    effectiveOn: contract.startOn < cast.today() ? contract.startOn : cast.today(),
    reason: '按服务内容与合作深度评定',
  };
  await asProfiled(code, () =>
    cast.as('office-head').post(`${place}/classification`, key('classification'), classification),
  );
  await cast.as('office-head').post(`${place}/admission`, key('admission'));
  return vendorId;
}

/** Licence, ISO 9001 certificate and projects: the vendor manager hands in, legal and technical verify. */
async function verifyEach(cast: Cast, vendor: VendorProfile, place: string, key: (step: string) => string) {
  const { code, tier, contract } = vendor;
  const year = Number(contract.startOn.slice(0, 4));
  const paper = (kind: string, issuer: string) => ({
    kind,
    number: `${kind}-${code}`,
    issuer,
    documentHash: sha256(`${kind} of ${code}`),
  });
  // A certificate that runs to the end of the year after next; played in another year it is another
  // certificate.
  const validTo = `${Number(cast.today().slice(0, 4)) + 2}-12-31`;
  const projects = Array.from({ length: SIMILAR_PROJECTS[tier] }, (_, n) => ({
    title: `同类维护项目 ${n + 1}`,
    customer: '某企业',
    completedOn: `${year - 1 - n}-06-30`,
    isSimilar: true,
  }));
  const evidence = [
    { step: 'licence', path: 'qualifications', by: 'legal', body: paper('LICENCE', '登记机关') },
    {
      step: `iso9001/${validTo}`,
      path: 'qualifications',
      by: 'legal',
      body: { ...paper('ISO9001', '认证机构'), validTo },
    },
    ...projects.map((body, n) => ({
      step: `project/${n + 1}`,
      path: 'reference-projects',
      by: 'technical',
      body,
    })),
  ];
  for (const { step, path, by, body } of evidence) {
    const submitted = await cast
      .as('vendor-manager')
      .post<{ itemId: string }>(`${place}/${path}`, key(step), body);
    await cast.as(by).post(`${place}/verifications`, key(`verify/${step}`), { itemId: submitted.itemId });
  }
}

/** A step whose body comes from the profile: on a second play the profile must still say the same. */
export async function asProfiled<T>(code: string, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'request.key-reused') {
      throw new Failure(
        `The profile says something else of ${code} than when it was first played here; ` +
          'run npm run reset, or give the profile another log and other codes.',
      );
    }
    if (error.code === 'vendor.code-taken' || error.code === 'contract.code-taken') {
      throw new Failure(`Another log has a vendor ${code} already: ${error.message}`);
    }
    throw error;
  }
}
