import { startServiceDatabase, startServiceProcess } from './service-process';

/** The service as it runs in production: a process of its own. */
export type WorkOrders = {
  /** A caller who may report, for as long as its token is good: five minutes. */
  caller(connections: number): Promise<Caller>;
  /** Posts what keeps nothing, and gives the answer. Throws where it is not 200. */
  ask<T>(path: string, body: object, role: string): Promise<T>;
  /** The most memory that the process ever had. */
  peakMb(): number;
  stop(): Promise<void>;
};
export type Caller = {
  /** Reports a fault and gives the new work order's id. Throws where the answer is not 201. */
  report(number: string): Promise<string>;
  close(): void;
};

/** A database with the tables of work-orders, migrated as the service itself does it. */
export const startWorkOrdersDatabase = () => startServiceDatabase('work-orders');

export async function startWorkOrders(databaseUrl: string, natsUrl: string): Promise<WorkOrders> {
  const service = await startServiceProcess('work-orders', databaseUrl, natsUrl);
  return {
    async caller(connections) {
      const { post, close } = await service.caller({ subject: 'zhao-liu', role: 'technical' }, connections);
      const report = async (number: string) => {
        const fault = { number, severity: 2, category: 'NETWORK' };
        return (await post<{ workOrderId: string }>('/v1/work-orders', fault)).workOrderId;
      };
      return { report, close };
    },
    async ask<T>(path: string, body: object, role: string) {
      const caller = await service.caller({ subject: 'zhao-liu', role }, 1);
      const answer = await caller.post<T>(path, body);
      caller.close();
      return answer;
    },
    peakMb: () => service.peakMb(),
    stop: () => service.stop(),
  };
}
