/** The part of the database, or of a transaction in it, that statements need. */
export interface Queryable {
  query<T>(sql: string, params?: unknown[]): Promise<T[]>;
}
