import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { RegisterAsset, registerAsset } from '../app/register-asset';
import { RegisterSite, registerSite } from '../app/register-site';
import { AssetsPage, assetsPage, SitesPage, sitesPage } from '../storage/site-views';

@Controller('v1')
export class SitesController {
  constructor(private readonly useCases: UseCases) {}

  /** Registers a place where assets stand, with its fence. Clause 2.3.1b. */
  @Post('sites')
  @Permission('sites.register')
  registerSite(@Body() body: RegisterSite, @WhoAsks() asked: Asked) {
    return this.useCases.run(registerSite, body, asked);
  }

  /** Lists sites; a vendor sees those that it has work at. */
  @Get('sites')
  @Permission('sites.read')
  sites(@Query() page: SitesPage, @ActingAs() actor: Actor) {
    return this.useCases.read(sitesPage, page, actor);
  }

  /** Registers something that is maintained. Clause 2.3.1b. */
  @Post('assets')
  @Permission('sites.register')
  registerAsset(@Body() body: RegisterAsset, @WhoAsks() asked: Asked) {
    return this.useCases.run(registerAsset, body, asked);
  }

  /** Lists assets; a vendor sees those that it has work on. */
  @Get('assets')
  @Permission('sites.read')
  assets(@Query() page: AssetsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(assetsPage, page, actor);
  }
}
