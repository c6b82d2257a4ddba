type Ending = { readonly code: number | null; readonly signal: string | null; readonly isAsked: boolean };
type Child = { readonly exited: Promise<Ending> };

export declare const TOO_OFTEN: number;
export declare function keepAlive(
  programs: readonly {
    readonly name: string;
    readonly child: Child;
    readonly logFile: string;
    readonly again: () => Child;
  }[],
  options: { readonly deaths: number; readonly say: (line: string) => void },
): Promise<never>;
