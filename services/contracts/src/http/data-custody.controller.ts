import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { CertifyDeletion, certifyDeletion } from '../app/certify-deletion';
import { HandData, handData } from '../app/hand-data';
import { VerifyCertificate, verifyCertificate } from '../app/verify-certificate';
import { dataCustody } from '../storage/data-custody-views';

/** Contract, item and certificate are named by the path. */
class HandDataBody extends OmitType(HandData, ['contractId']) {}
class CertifyDeletionBody extends OmitType(CertifyDeletion, ['contractId', 'itemId']) {}
class VerifyCertificateBody extends OmitType(VerifyCertificate, ['contractId', 'itemId', 'certificateId']) {}

@Controller('v1/contracts/:contractId/data-custody')
export class DataCustodyController {
  constructor(private readonly useCases: UseCases) {}

  /** Shows the enterprise's data with the vendor, and what is still to be certified. Clause 2.2.3a. */
  @Get()
  @Permission('contracts.read')
  custody(@Param('contractId') contractId: string, @ActingAs() actor: Actor) {
    return this.useCases.read(dataCustody, { contractId }, actor);
  }

  /** Records that the vendor was given a piece of data. Clause 2.2.3a. */
  @Post()
  @Permission('contracts.hand-data')
  hand(@Param('contractId') contractId: string, @Body() body: HandDataBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(handData, { ...body, contractId }, asked);
  }

  /** Hands in the vendor's certificate that nothing of it is kept. Clause 2.2.3a. */
  @Post(':itemId/certificates')
  @Permission('contracts.certify-deletion')
  certify(
    @Param('contractId') contractId: string,
    @Param('itemId') itemId: string,
    @Body() body: CertifyDeletionBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(certifyDeletion, { ...body, contractId, itemId }, asked);
  }

  /** Accepts a certificate or not. Clause 2.2.3a. */
  @Post(':itemId/certificates/:certificateId/verification')
  @Permission('contracts.verify-evidence')
  verify(
    @Param('contractId') contractId: string,
    @Param('itemId') itemId: string,
    @Param('certificateId') certificateId: string,
    @Body() body: VerifyCertificateBody,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(verifyCertificate, { ...body, contractId, itemId, certificateId }, asked);
  }
}
