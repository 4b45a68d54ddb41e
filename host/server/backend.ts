/** What stands behind `/api/data/`: the embedded Dataverse, or a real environment. */
export interface Backend {
  /** `embedded`, or the environment's address. */
  readonly environment: string;
  /** False: writes are refused. */
  readonly writable: boolean;
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}
