import type { Table } from "../../../solution/model/types";
import { isWebApiError } from "../data/apiError";
import type { WebApi } from "../data/webApi";
import type { Payload } from "./payload";

/** The part of `context.webAPI` that a form needs. */
export type RecordStore = Pick<WebApi, "createRecord" | "updateRecord" | "retrieveRecord">;

/** "A record with matching key values already exists." */
const DUPLICATE_KEY = 0x80040237;
const NOT_FOUND = 0x80040217;

/**
 * Makes the row of a new record exactly once, however often a person has to repeat the save: the id is made here and sent
 * along, so that a repetition of a create whose answer was lost meets the row that it made.
 */
export class RowCreator {
  private id: string = crypto.randomUUID();
  /** What was sent so far without an answer that tells what became of it: the row may be as any of these left it. */
  private tried: readonly Payload[] = [];

  constructor(
    private readonly store: RecordStore,
    private readonly table: Table,
  ) {}

  /** The form is for another new record from now on. */
  renew(): void {
    this.id = crypto.randomUUID();
    this.tried = [];
  }

  /**
   * @returns the row's id
   * @throws what the Web API rejects with
   */
  async create(payload: Payload): Promise<string> {
    const { id, tried } = this;
    const { logicalName, primaryKey } = this.table;
    this.tried = [...tried, payload];
    try {
      const made = await this.store.createRecord(logicalName, { ...payload, [primaryKey]: id });
      return made.id.replace(/[{}]/g, "").toLowerCase();
    } catch (error) {
      if (tried.length === 0 || !hasCode(error, DUPLICATE_KEY)) throw error;
      // Another key can be taken as well: only a row of this id is the one made before.
      await this.store.retrieveRecord(logicalName, id, `?$select=${primaryKey}`).catch((reading: unknown) => {
        throw hasCode(reading, NOT_FOUND) ? error : reading;
      });
      const change = changeSince(tried, payload);
      if (Object.keys(change).length > 0) await this.store.updateRecord(logicalName, id, change);
      return id;
    }
  }
}

/** What an attempt says differently from any before it; what it leaves out of them is cleared. */
function changeSince(tried: readonly Payload[], now: Payload): Payload {
  const cleared = tried.flatMap((before) => Object.keys(before)).filter((name) => !(name in now));
  const changed = Object.entries(now).filter(([name, value]) => tried.some((before) => before[name] !== value));
  return Object.fromEntries([...cleared.map((name): [string, unknown] => [name, null]), ...changed]);
}

const hasCode = (error: unknown, code: number): boolean => isWebApiError(error) && error.errorCode === code;
