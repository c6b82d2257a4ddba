import * as appraisal from './appraisal';
import * as appraisalEvidence from './appraisal-evidence';
import * as appraisalKpiSets from './appraisal-kpi-sets';
import * as collaboration from './collaboration';
import * as collaborationKnowledge from './collaboration-knowledge';
import * as collaborationExperts from './collaboration-experts';
import * as collaborationTraining from './collaboration-training';
import * as contracts from './contracts';
import * as contractsChangeOrders from './contracts-change-orders';
import * as contractsDisputes from './contracts-disputes';
import * as contractsLifecycle from './contracts-lifecycle';
import * as contractsData from './contracts-data';
import * as contractsObligations from './contracts-obligations';
import * as contractsTemplates from './contracts-templates';
import { type Definition, placeOf } from './event';
import * as finance from './finance';
import * as financeDamages from './finance-damages';
import * as financeDeposits from './finance-deposits';
import * as financeCredits from './finance-credits';
import * as financeEscrow from './finance-escrow';
import * as financeGuarantees from './finance-guarantees';
import * as financeStatements from './finance-statements';
import * as risk from './risk';
import * as riskConfidentiality from './risk-confidentiality';
import * as riskIncidents from './risk-incidents';
import * as riskReadiness from './risk-readiness';
import * as vendors from './vendors';
import * as vendorsExits from './vendors-exits';
import * as vendorsPersonnel from './vendors-personnel';
import * as workOrders from './work-orders';
import * as workOrdersInspections from './work-orders-inspections';
import * as workOrdersSurveys from './work-orders-surveys';
import * as workOrdersResources from './work-orders-resources';
import * as workOrdersVisits from './work-orders-visits';
import * as workOrdersAvailability from './work-orders-availability';
import * as workOrdersOverruns from './work-orders-overruns';
import * as workOrdersReports from './work-orders-reports';
import * as workOrdersScope from './work-orders-scope';
import * as workOrdersBatches from './work-orders-batches';

export * from './appraisal';
export * from './appraisal-evidence';
export * from './appraisal-kpi-sets';
export { asyncApi, type About, type AsyncApi } from './async-api';
export * from './collaboration';
export * from './collaboration-knowledge';
export * from './collaboration-experts';
export * from './collaboration-training';
export { brokenPromises, type JsonSchema } from './compatibility';
export * from './contracts';
export * from './contracts-change-orders';
export * from './contracts-disputes';
export * from './contracts-lifecycle';
export * from './contracts-data';
export * from './contracts-obligations';
export * from './contracts-templates';
export { aggregateIdOf, encode, placeOf } from './event';
export type { Definition, Event, EventType, Wire } from './event';
export * from './finance';
export * from './finance-damages';
export * from './finance-deposits';
export * from './finance-credits';
export * from './finance-escrow';
export * from './finance-guarantees';
export * from './finance-statements';
export * from './risk';
export * from './risk-confidentiality';
export * from './risk-incidents';
export * from './risk-readiness';
export * from './vendors';
export * from './vendors-exits';
export * from './vendors-personnel';
export * from './work-orders';
export * from './work-orders-inspections';
export * from './work-orders-surveys';
export * from './work-orders-resources';
export * from './work-orders-visits';
export * from './work-orders-availability';
export * from './work-orders-overruns';
export * from './work-orders-reports';
export * from './work-orders-scope';
export * from './work-orders-batches';

const parts: readonly Readonly<Record<string, Definition>>[] = [
  vendors,
  vendorsExits,
  vendorsPersonnel,
  contracts,
  contractsChangeOrders,
  contractsData,
  contractsDisputes,
  contractsLifecycle,
  contractsObligations,
  contractsTemplates,
  workOrders,
  workOrdersInspections,
  workOrdersSurveys,
  workOrdersResources,
  workOrdersVisits,
  workOrdersAvailability,
  workOrdersOverruns,
  workOrdersReports,
  workOrdersScope,
  workOrdersBatches,
  appraisal,
  appraisalEvidence,
  appraisalKpiSets,
  finance,
  financeDamages,
  financeDeposits,
  financeCredits,
  financeEscrow,
  financeGuarantees,
  financeStatements,
  risk,
  riskConfidentiality,
  riskIncidents,
  riskReadiness,
  collaboration,
  collaborationTraining,
  collaborationExperts,
  collaborationKnowledge,
];
const definitions: readonly Definition[] = parts.flatMap((part) => Object.values(part));

/** Every event of the suite by its type. */
export const registry: ReadonlyMap<string, Definition> = new Map(
  definitions.map((definition) => [definition.type, definition]),
);

/** Every stream of the suite: its name and the one subject that it stores. */
export const streams: readonly { readonly name: string; readonly subject: string }[] = [
  ...new Set(definitions.map(({ type }) => placeOf(type).stream)),
].map((name) => ({
  name,
  subject: `${name === 'PUB_FINANCE' ? 'pub.finance' : name.toLowerCase().replaceAll('_', '-')}.>`,
}));
