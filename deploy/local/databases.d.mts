export declare function provideDatabase(
  adminUrl: string,
  wanted: {
    readonly service: string;
    readonly database: string;
    readonly ownerPassword: string;
    readonly appPassword: string;
  },
): Promise<{
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly ownerRole: string;
  readonly appRole: string;
}>;
