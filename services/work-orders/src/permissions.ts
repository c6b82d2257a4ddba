import { ENTERPRISE, ROLES, type Permissions } from '@steward/platform';

/**
 * Who may do what in work-orders. The enterprise reports, dispatches and accepts; the vendor does the work.
 */
export const workOrdersPermissions: Permissions = {
  'work-orders.read': [...ENTERPRISE, 'vendor', 'service'],
  'work-orders.report': ['technical', 'vendor-manager', 'office-head'],
  'work-orders.dispatch': ['technical', 'vendor-manager'],
  'capability-overrides.approve': ['technical', 'vendor-manager', 'office-head'],
  'work-orders.work': ['vendor'],
  'work-orders.pause': ['vendor', 'technical'],
  'availability.read': [...ENTERPRISE, 'vendor', 'service'],
  'planned-windows.announce': ['vendor', 'technical', 'vendor-manager'],
  'planned-windows.approve': ['technical', 'vendor-manager', 'office-head'],
  'outages.tell': ['technical', 'vendor-manager', 'service'],
  'outages.correct': ['technical', 'vendor-manager', 'office-head'],
  'availability.notify': ['service'],
  'availability.decide': ['vendor-manager', 'office-head'],
  'calendar-years.read': [...ROLES],
  'calendar-years.publish': ['platform-admin', 'office-head'],
  'devices.register': ['technical', 'vendor-manager'],
  'sites.register': ['technical', 'vendor-manager'],
  'sites.read': [...ENTERPRISE, 'vendor'],
  'visits.read': [...ENTERPRISE, 'vendor'],
  'visits.read-position': ['technical', 'vendor-manager', 'office-head', 'vendor'],
  'visits.counter-sign': ['technical', 'vendor-manager'],
  'visits.contest': ['vendor', 'technical', 'vendor-manager', 'office-head'],
  'visits.settle': ['technical', 'vendor-manager', 'office-head'],
  'surveys.answer': ['technical', 'vendor-manager', 'office-head'],
  'inspections.plan': ['technical', 'vendor-manager'],
  'late-facts.confirm': ['technical', 'vendor-manager', 'office-head'],
  'imports.run': ['platform-admin', 'technical'],
  'imports.read': [...ENTERPRISE],
  'calculators.use': [...ROLES],
  'work-orders.record-facts': ['service'],
};
