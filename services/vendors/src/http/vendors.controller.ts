import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { Clock, UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { admitVendor } from '../app/admit-vendor';
import { CheckCompliance, checkCompliance } from '../app/check-compliance';
import { ClassifyVendor, classifyVendor } from '../app/classify-vendor';
import { RegisterVendor, registerVendor } from '../app/register-vendor';
import { ScoreCapabilityTest, scoreCapabilityTest } from '../app/score-capability-test';
import { SubmitQualification, submitQualification } from '../app/submit-qualification';
import { SubmitReferenceProject, submitReferenceProject } from '../app/submit-reference-project';
import { VerifyEvidence, verifyEvidence } from '../app/verify-evidence';
import { WaiveGate, waiveGate } from '../app/waive-gate';
import { VendorEntitlements, vendorEntitlements } from '../storage/entitlement-views';
import { oneVendor, tierOn, TierOn, vendorsPage, VendorsPage, vendorTiers } from '../storage/vendor-views';

/** The vendor is named by the path; what else must be sent, the use case's input says. */
class QualificationBody extends OmitType(SubmitQualification, ['vendorId']) {}
class ReferenceProjectBody extends OmitType(SubmitReferenceProject, ['vendorId']) {}
class VerificationBody extends OmitType(VerifyEvidence, ['vendorId']) {}
class CapabilityTestBody extends OmitType(ScoreCapabilityTest, ['vendorId']) {}
class ComplianceCheckBody extends OmitType(CheckCompliance, ['vendorId']) {}
class ClassificationBody extends OmitType(ClassifyVendor, ['vendorId']) {}
class WaiverBody extends OmitType(WaiveGate, ['vendorId', 'office']) {}
class EntitlementsQuery extends OmitType(VendorEntitlements, ['vendorId']) {}
class TierQuery extends OmitType(TierOn, ['vendorId']) {}

@Controller('v1/vendors')
export class VendorsController {
  constructor(
    private readonly useCases: UseCases,
    private readonly clock: Clock,
  ) {}

  /** Lists the vendors that the caller may see. */
  @Get()
  @Permission('vendors.read')
  list(@Query() page: VendorsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(vendorsPage, page, actor);
  }

  /** Shows one vendor with its dossier and the gates that are still open. */
  @Get(':vendorId')
  @Permission('vendors.read')
  one(@Param('vendorId') vendorId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(oneVendor, { vendorId, asOf: this.clock.now().toISOString() }, actor);
  }

  /** Shows the tier and categories in force on a day. Clause 1.2.1. */
  @Get(':vendorId/tier')
  @Permission('vendors.read')
  tier(@Param('vendorId') vendorId: string, @Query() query: TierQuery, @ActingAs() actor: Actor) {
    return this.useCases.read(tierOn, { ...query, vendorId }, actor);
  }

  /** Shows the history of tiers, each with its reason and approver. Clause 1.2.1. */
  @Get(':vendorId/tiers')
  @Permission('vendors.read')
  tiers(@Param('vendorId') vendorId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(vendorTiers, { vendorId }, actor);
  }

  /** Shows what support the vendor's tier of a day may draw on. Clause 1.2.2. */
  @Get(':vendorId/entitlements')
  @Permission('vendors.read')
  entitlements(
    @Param('vendorId') vendorId: string,
    @Query() query: EntitlementsQuery,
    @ActingAs() actor: Actor,
  ) {
    return this.useCases.read(vendorEntitlements, { ...query, vendorId }, actor);
  }

  /** Takes a company in as a candidate. Clause 2.1.1. */
  @Post()
  @Permission('vendors.register')
  register(@Body() body: RegisterVendor, @WhoAsks() asked: Asked) {
    return this.useCases.run(registerVendor, body, asked);
  }

  /** Hands in a licence or a certificate. Clause 2.1.1. */
  @Post(':vendorId/qualifications')
  @Permission('vendors.submit-evidence')
  submitQualification(
    @Param('vendorId') vendorId: string,
    @Body() body: QualificationBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(submitQualification, { ...body, vendorId }, asked);
  }

  /** Hands in a finished project for another customer. Clause 2.1.1. */
  @Post(':vendorId/reference-projects')
  @Permission('vendors.submit-evidence')
  submitReferenceProject(
    @Param('vendorId') vendorId: string,
    @Body() body: ReferenceProjectBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(submitReferenceProject, { ...body, vendorId }, asked);
  }

  /** Verifies a qualification or a project that another person handed in. Clause 2.1.1. */
  @Post(':vendorId/verifications')
  @Permission('vendors.verify-evidence')
  verify(@Param('vendorId') vendorId: string, @Body() body: VerificationBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(verifyEvidence, { ...body, vendorId }, asked);
  }

  /** Records a capability test in a simulated fault. Clause 2.1.2. */
  @Post(':vendorId/capability-tests')
  @Permission('vendors.score-test')
  scoreTest(@Param('vendorId') vendorId: string, @Body() body: CapabilityTestBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(scoreCapabilityTest, { ...body, vendorId }, asked);
  }

  /** Records the check of data, environment and labour. Clause 2.1.3. */
  @Post(':vendorId/compliance-checks')
  @Permission('vendors.check-compliance')
  checkCompliance(
    @Param('vendorId') vendorId: string,
    @Body() body: ComplianceCheckBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(checkCompliance, { ...body, vendorId }, asked);
  }

  /** Puts a vendor into a tier and categories as of a day. Clauses 1.2.1 and 1.2.3. */
  @Post(':vendorId/classification')
  @Permission('vendors.classify')
  classify(@Param('vendorId') vendorId: string, @Body() body: ClassificationBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(classifyVendor, { ...body, vendorId }, asked);
  }

  /** Consents for the office head to do without a gate; legal must too. Clause 2.1.2. */
  @Post(':vendorId/waivers/office-head')
  @Permission('vendors.waive-office-head')
  waiveAsOfficeHead(@Param('vendorId') vendorId: string, @Body() body: WaiverBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(waiveGate, { ...body, vendorId, office: 'OFFICE_HEAD' }, asked);
  }

  /** Consents for legal to do without a gate; the office head must too. Clause 2.1.2. */
  @Post(':vendorId/waivers/legal')
  @Permission('vendors.waive-legal')
  waiveAsLegal(@Param('vendorId') vendorId: string, @Body() body: WaiverBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(waiveGate, { ...body, vendorId, office: 'LEGAL' }, asked);
  }

  /** Admits a vendor whose gates are all met. Clause 2.1. */
  @Post(':vendorId/admission')
  @Permission('vendors.admit')
  admit(@Param('vendorId') vendorId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(admitVendor, { vendorId }, asked);
  }
}
