import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { PERMISSIONS, Permission, PUBLIC, type Permissions } from './auth';

/** Knows every door of a service: its routes and subjects. */
@Injectable()
export class BootCheck {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    @Inject(PERMISSIONS) private readonly permissions: Permissions,
  ) {}

  /** Throws where a route or subject declares no permission, or one that nobody holds. */
  refuseOpenDoors(): void {
    const faults = this.discovery.getControllers().flatMap(({ instance }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((name) => isDoor(prototype[name]!))
        .flatMap((name) => this.faultOf(`${prototype.constructor.name}.${name}`, prototype[name]!));
    });
    if (faults.length > 0) throw new Error(`These doors would stand open:\n  ${faults.join('\n  ')}`);
  }

  private faultOf(place: string, method: () => unknown): string[] {
    const permission = this.reflector.get(Permission, method) as string | undefined;
    if (!permission) return [`${place} declares no permission`];
    const holders = Object.hasOwn(this.permissions, permission) ? this.permissions[permission]! : [];
    return permission === PUBLIC || holders.length > 0
      ? []
      : [`${place} asks for ${permission}, which no role holds`];
  }
}

/** Nest marks routes with `path` and message handlers with `microservices:pattern`. */
const isDoor = (method: () => unknown): boolean =>
  Reflect.hasMetadata('path', method) || Reflect.hasMetadata('microservices:pattern', method);
