import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { confirmBackupTeam } from '../app/confirm-backup-team';
import { DeclareBackupTeam, declareBackupTeam } from '../app/declare-backup-team';
import { ExecuteDrill, executeDrill } from '../app/execute-drill';
import { InspectEquipment, inspectEquipment } from '../app/inspect-equipment';
import { NameCoreSkills, nameCoreSkills } from '../app/name-core-skills';
import { PlanDrill, planDrill } from '../app/plan-drill';
import { RegisterEquipment, registerEquipment } from '../app/register-equipment';
import {
  DrillsPage,
  drillsPage,
  equipmentPage,
  readinessPage,
  teamsPage,
  VendorPage,
} from '../storage/readiness-views';

/** What it is about is named by the path. */
class ExecuteDrillBody extends OmitType(ExecuteDrill, ['drillId']) {}
class InspectEquipmentBody extends OmitType(InspectEquipment, ['equipmentId']) {}
class NameCoreSkillsBody extends OmitType(NameCoreSkills, ['vendorId']) {}

@Controller('v1')
export class ReadinessController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists how ready the vendors are for an emergency. Clause 2.3.3. */
  @Get('readiness')
  @Permission('readiness.read')
  readiness(@Query() page: VendorPage, @ActingAs() actor: Actor) {
    return this.useCases.read(readinessPage, page, actor);
  }

  /** Names what a vendor's backup teams have to cover. Clause 2.3.3a. */
  @Post('readiness/:vendorId/core-skills')
  @Permission('readiness.name-skills')
  name(@Param('vendorId') vendorId: string, @Body() body: NameCoreSkillsBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(nameCoreSkills, { ...body, vendorId }, asked);
  }

  /** Lists backup teams. Clause 2.3.3a. */
  @Get('backup-teams')
  @Permission('readiness.read')
  teams(@Query() page: VendorPage, @ActingAs() actor: Actor) {
    return this.useCases.read(teamsPage, page, actor);
  }

  /** Declares a backup team, by roles. Clause 2.3.3a. */
  @Post('backup-teams')
  @Permission('readiness.declare')
  declare(@Body() body: DeclareBackupTeam, @WhoAsks() asked: Asked) {
    return this.useCases.run(declareBackupTeam, body, asked);
  }

  /** Says that a backup team still stands by. Clause 2.3.3a. */
  @Post('backup-teams/:backupTeamId/confirmation')
  @Permission('readiness.declare')
  confirm(@Param('backupTeamId') backupTeamId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(confirmBackupTeam, { backupTeamId }, asked);
  }

  /** Lists emergency equipment. Clause 2.3.3b. */
  @Get('emergency-equipment')
  @Permission('readiness.read')
  equipment(@Query() page: VendorPage, @ActingAs() actor: Actor) {
    return this.useCases.read(equipmentPage, page, actor);
  }

  /** Registers emergency equipment with its last inspection. Clause 2.3.3b. */
  @Post('emergency-equipment')
  @Permission('readiness.declare')
  register(@Body() body: RegisterEquipment, @WhoAsks() asked: Asked) {
    return this.useCases.run(registerEquipment, body, asked);
  }

  /** Keeps an inspection. Clause 2.3.3b. */
  @Post('emergency-equipment/:equipmentId/inspections')
  @Permission('readiness.inspect')
  inspect(
    @Param('equipmentId') equipmentId: string,
    @Body() body: InspectEquipmentBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(inspectEquipment, { ...body, equipmentId }, asked);
  }

  /** Lists joint drills. Clause 2.3.3c. */
  @Get('drills')
  @Permission('readiness.read')
  drills(@Query() page: DrillsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(drillsPage, page, actor);
  }

  /** Plans a joint drill, or the repetition of one that failed. Clause 2.3.3c. */
  @Post('drills')
  @Permission('readiness.drill')
  plan(@Body() body: PlanDrill, @WhoAsks() asked: Asked) {
    return this.useCases.run(planDrill, body, asked);
  }

  /** Keeps how a drill went. Clause 2.3.3c. */
  @Post('drills/:drillId/execution')
  @Permission('readiness.drill')
  execute(@Param('drillId') drillId: string, @Body() body: ExecuteDrillBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(executeDrill, { ...body, drillId }, asked);
  }
}
