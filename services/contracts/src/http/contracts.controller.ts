import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { Page, UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { approveContract } from '../app/approve-contract';
import { DraftContract, draftContract } from '../app/draft-contract';
import { SignContract, signContract } from '../app/sign-contract';
import { contractsPage, oneContract } from '../storage/contract-views';

/** The contract is named by the path; what else must be sent, SignContract says. */
class SignContractBody extends OmitType(SignContract, ['contractId']) {}

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

  /** Signs a draft. Clauses 2.1.2 and 2.2. */
  @Post(':contractId/signature')
  @Permission('contracts.sign')
  sign(@Param('contractId') contractId: string, @Body() body: SignContractBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(signContract, { ...body, contractId }, asked);
  }
}
