import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { Page, UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { approveContract } from '../app/approve-contract';
import { DraftContract, draftContract } from '../app/draft-contract';
import { SignContract, signContract } from '../app/sign-contract';
import { WaiveFinding, waiveFinding } from '../app/waive-finding';
import { contractsPage, oneContract } from '../storage/contract-views';
import { contractFindings, OneVersion } from '../storage/finding-views';
import { contractDeviations } from '../storage/template-views';

/** Contract and side are named by the path; what else must be sent, SignContract says. */
class SignContractBody extends OmitType(SignContract, ['contractId', 'side']) {}

/** Without a version, the contract as it was first signed. */
class VersionQuery extends OmitType(OneVersion, ['contractId']) {}
/** Contract, rule and office are named by the path. */
class WaiveFindingBody extends OmitType(WaiveFinding, ['contractId', 'ruleId', 'office']) {}

@Controller('v1/contracts')
export class ContractsController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists the contracts that the caller may see. */
  @Get()
  @Permission('contracts.read')
  list(@Query() page: Page, @ActingAs() actor: Actor) {
    return this.useCases.read(contractsPage, page, actor);
  }

  /** Shows one contract with all its terms. */
  @Get(':contractId')
  @Permission('contracts.read')
  one(@Param('contractId') contractId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneContract, { contractId }, actor);
  }

  /** Lists what the legal linter finds in a contract. Clauses 2.2.3, 3.3.1a and 3.3.2. */
  @Get(':contractId/findings')
  @Permission('contracts.read')
  findings(@Param('contractId') contractId: string, @Query() query: VersionQuery, @ActingAs() actor: Actor) {
    return this.useCases.read(contractFindings, { ...query, contractId }, actor);
  }

  /** Shows each term and clause that deviates from the contract's template. Clause 3.4.2c. */
  @Get(':contractId/deviations')
  @Permission('contracts.read')
  deviations(
    @Param('contractId') contractId: string,
    @Query() query: VersionQuery,
    @ActingAs() actor: Actor,
  ) {
    return this.useCases.read(contractDeviations, { ...query, contractId }, actor);
  }

  /** Waives a warning of the linter for the office head; legal must too. Clause 3.3.2b. */
  @Post(':contractId/waivers/:ruleId/office-head')
  @Permission('contracts.waive-office-head')
  waiveAsOfficeHead(
    @Param('contractId') contractId: string,
    @Param('ruleId') ruleId: string,
    @Body() body: WaiveFindingBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(waiveFinding, { ...body, contractId, ruleId, office: 'OFFICE_HEAD' }, asked);
  }

  /** Waives a warning of the linter for legal; the office head must too. Clause 3.3.2b. */
  @Post(':contractId/waivers/:ruleId/legal')
  @Permission('contracts.waive-legal')
  waiveAsLegal(
    @Param('contractId') contractId: string,
    @Param('ruleId') ruleId: string,
    @Body() body: WaiveFindingBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(waiveFinding, { ...body, contractId, ruleId, office: 'LEGAL' }, asked);
  }

  /** Drafts a contract. Clause 2.2. */
  @Post()
  @Permission('contracts.draft')
  draft(@Body() body: DraftContract, @WhoAsks() asked: Asked) {
    return this.useCases.run(draftContract, body, asked);
  }

  /** Approves a draft for legal. Clause 3.1.1. */
  @Post(':contractId/approvals/legal')
  @Permission('contracts.approve-legal')
  approveLegal(@Param('contractId') contractId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveContract, { contractId, discipline: 'LEGAL' }, asked);
  }

  /** Approves a draft for finance. Clause 3.1.1. */
  @Post(':contractId/approvals/finance')
  @Permission('contracts.approve-finance')
  approveFinance(@Param('contractId') contractId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveContract, { contractId, discipline: 'FINANCE' }, asked);
  }

  /** Approves a draft for the technical side. Clause 3.1.1. */
  @Post(':contractId/approvals/technical')
  @Permission('contracts.approve-technical')
  approveTechnical(@Param('contractId') contractId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(approveContract, { contractId, discipline: 'TECHNICAL' }, asked);
  }

  /** Signs a draft for the enterprise. Clauses 2.1.2 and 2.2. */
  @Post(':contractId/signatures/enterprise')
  @Permission('contracts.sign')
  signAsEnterprise(
    @Param('contractId') contractId: string,
    @Body() body: SignContractBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(signContract, { ...body, contractId, side: 'ENTERPRISE' }, asked);
  }

  /** Signs a draft for the vendor. Clauses 2.1.2 and 2.2. */
  @Post(':contractId/signatures/vendor')
  @Permission('contracts.sign-as-vendor')
  signAsVendor(
    @Param('contractId') contractId: string,
    @Body() body: SignContractBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(signContract, { ...body, contractId, side: 'VENDOR' }, asked);
  }
}
