import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { approveAmendment } from '../app/approve-amendment';
import { ProposeAmendment, proposeAmendment } from '../app/propose-amendment';
import { SignAmendment, signAmendment } from '../app/sign-amendment';
import { withdrawAmendment } from '../app/withdraw-amendment';
import { amendmentChanges, contractAmendments } from '../storage/amendment-views';

class ProposeAmendmentBody extends OmitType(ProposeAmendment, ['contractId']) {}
/** Contract, version and side are named by the path. */
class SignAmendmentBody extends OmitType(SignAmendment, ['contractId', 'contractVersion', 'side']) {}

@Controller('v1/contracts/:contractId/amendments')
export class AmendmentsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists a contract's amendments, the newest first. Clause 1.3.3. */
  @Get()
  @Permission('contracts.read')
  list(@Param('contractId') contractId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(contractAmendments, { contractId }, actor);
  }

  /** Shows what a version changes of the one agreed before it. Clause 1.3.3. */
  @Get(':contractVersion/changes')
  @Permission('contracts.read')
  changes(
    @Param('contractId') contractId: string,
    @Param('contractVersion') version: string,
    @ActingAs() actor: Actor,
  ) {
    return this.useCases.read(amendmentChanges, { contractId, contractVersion: Number(version) }, actor);
  }

  /** Proposes the next version of a contract in force. Clause 1.3.3. */
  @Post()
  @Permission('contracts.draft')
  propose(
    @Param('contractId') contractId: string,
    @Body() body: ProposeAmendmentBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(proposeAmendment, { ...body, contractId }, asked);
  }

  /** Approves an amendment for legal. Clause 3.1.1. */
  @Post(':contractVersion/approvals/legal')
  @Permission('contracts.approve-legal')
  approveLegal(
    @Param('contractId') contractId: string,
    @Param('contractVersion') version: string,
    @WhoAsks() asked: Asked,
  ) {
    const contractVersion = Number(version);
    const approval = { contractId, contractVersion, discipline: 'LEGAL' as const };
    return this.useCases.run(approveAmendment, approval, asked);
  }

  /** Approves an amendment for finance. Clause 3.1.1. */
  @Post(':contractVersion/approvals/finance')
  @Permission('contracts.approve-finance')
  approveFinance(
    @Param('contractId') contractId: string,
    @Param('contractVersion') version: string,
    @WhoAsks() asked: Asked,
  ) {
    const contractVersion = Number(version);
    const approval = { contractId, contractVersion, discipline: 'FINANCE' as const };
    return this.useCases.run(approveAmendment, approval, asked);
  }

  /** Approves an amendment for the technical side. Clause 3.1.1. */
  @Post(':contractVersion/approvals/technical')
  @Permission('contracts.approve-technical')
  approveTechnical(
    @Param('contractId') contractId: string,
    @Param('contractVersion') version: string,
    @WhoAsks() asked: Asked,
  ) {
    const contractVersion = Number(version);
    const approval = { contractId, contractVersion, discipline: 'TECHNICAL' as const };
    return this.useCases.run(approveAmendment, approval, asked);
  }

  /** Signs an amendment for the enterprise. Clause 1.3.3. */
  @Post(':contractVersion/signatures/enterprise')
  @Permission('contracts.sign')
  signAsEnterprise(
    @Param('contractId') contractId: string,
    @Param('contractVersion') version: string,
    @Body() body: SignAmendmentBody,
    @WhoAsks() asked: Asked,
  ) {
    const of = { contractId, contractVersion: Number(version), side: 'ENTERPRISE' as const };
    return this.useCases.run(signAmendment, { ...body, ...of }, asked);
  }

  /** Signs an amendment for the vendor. Clause 1.3.3. */
  @Post(':contractVersion/signatures/vendor')
  @Permission('contracts.sign-as-vendor')
  signAsVendor(
    @Param('contractId') contractId: string,
    @Param('contractVersion') version: string,
    @Body() body: SignAmendmentBody,
    @WhoAsks() asked: Asked,
  ) {
    const of = { contractId, contractVersion: Number(version), side: 'VENDOR' as const };
    return this.useCases.run(signAmendment, { ...body, ...of }, asked);
  }

  /** Takes back an amendment that is not agreed. Clause 1.3.3. */
  @Post(':contractVersion/withdrawal')
  @Permission('contracts.draft')
  withdraw(
    @Param('contractId') contractId: string,
    @Param('contractVersion') version: string,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(withdrawAmendment, { contractId, contractVersion: Number(version) }, asked);
  }
}
