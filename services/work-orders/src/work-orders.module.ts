import { Module } from '@nestjs/common';
import { PlatformModule } from '@steward/platform';
import { WorkOrdersSubscriber } from './bus/work-orders.subscriber';
import { Alertmanager } from './gateways/alertmanager';
import { ImportRunner } from './gateways/import-runner';
import { OfflineDevices } from './gateways/offline-devices';
import { AvailabilityController } from './http/availability.controller';
import { CalculatorsController } from './http/calculators.controller';
import { CalendarYearsController } from './http/calendar-years.controller';
import { ClocksController } from './http/clocks.controller';
import { ImportsController } from './http/imports.controller';
import { InspectionsController } from './http/inspections.controller';
import { OfflineFactsController } from './http/offline-facts.controller';
import { ReportsController } from './http/reports.controller';
import { OutagesController } from './http/outages.controller';
import { PlannedWindowsController } from './http/planned-windows.controller';
import { ResourcesController } from './http/resources.controller';
import { SitesController } from './http/sites.controller';
import { SurveysController } from './http/surveys.controller';
import { TallyController } from './http/tally.controller';
import { VisitsController } from './http/visits.controller';
import { WorkOrderBatchesController } from './http/work-order-batches.controller';
import { WorkOrdersController } from './http/work-orders.controller';
import { WhatIfController } from './http/what-if.controller';
import { workOrdersPermissions } from './permissions';
import { workOrdersProblemsZh } from './problems.zh';
import { schedule, timed } from './schedule';
import { workOrdersDatabase } from './storage/data-source';

@Module({
  imports: [
    PlatformModule.forService({
      service: 'work-orders',
      database: workOrdersDatabase,
      permissions: workOrdersPermissions,
      problemsZh: workOrdersProblemsZh,
      schedule,
      timed,
      controllers: [
        WorkOrdersController,
        OfflineFactsController,
        ReportsController,
        SitesController,
        VisitsController,
        ResourcesController,
        SurveysController,
        InspectionsController,
        TallyController,
        ImportsController,
        WorkOrderBatchesController,
        CalculatorsController,
        AvailabilityController,
        CalendarYearsController,
        ClocksController,
        OutagesController,
        PlannedWindowsController,
        WhatIfController,
        WorkOrdersSubscriber,
      ],
      providers: [Alertmanager, ImportRunner, OfflineDevices],
    }),
  ],
})
export class WorkOrdersModule {}
