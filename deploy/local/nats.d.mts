export declare function startServer(options: {
  readonly binary: string;
  readonly storeDir: string;
  readonly port?: number;
}): Promise<{ readonly url: string; readonly pid: number; stop(): Promise<void> }>;
