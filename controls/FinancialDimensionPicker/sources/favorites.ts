import type { Dataverse, Row } from "../../../shared/dataverse/client";
import { literal } from "../../../shared/dataverse/query";
import { numberOf, textOf } from "../../../shared/dataverse/row";

/** A combination that somebody keeps, or used lately, in one company. */
export interface Favorite {
  readonly id: string;
  readonly name: string;
  /** Ledger account form. */
  readonly account: string;
  readonly kept: boolean;
  readonly useCount: number;
}

const table = "fsn_dimensionfavorite";
/** Values of fsn_kind. */
const kinds = { kept: 417200001, recent: 417200002 } as const;
/** As many recent ones are remembered; the oldest are forgotten. */
const recentLimit = 20;

/** A user's favourites and recents, latest first. They are rows of the user's own, so that they follow them to every device. */
export class Favorites {
  constructor(
    private readonly dataverse: Dataverse,
    private readonly company: string,
    private readonly userId: string,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async read(signal?: AbortSignal): Promise<readonly Favorite[]> {
    const filter = `fsn_legalentitycode eq ${literal(this.company)} and _ownerid_value eq ${this.userId.replace(/[{}]/g, "")}`;
    const { rows } = await this.dataverse.retrieveAll(
      table,
      {
        select: [`${table}id`, "fsn_name", "fsn_account", "fsn_kind", "fsn_usecount"],
        filter,
        orderBy: "fsn_lastusedon desc",
      },
      { signal, limit: 200 },
    );
    return rows.map((row) => ({
      id: textOf(row, `${table}id`) ?? "",
      name: textOf(row, "fsn_name") ?? "",
      account: textOf(row, "fsn_account") ?? "",
      kept: numberOf(row, "fsn_kind") === kinds.kept,
      useCount: numberOf(row, "fsn_usecount") ?? 0,
    }));
  }

  /** Keeps an account, or no longer: then it is a recent one again. */
  async keep(known: readonly Favorite[], account: string, name: string, kept: boolean): Promise<void> {
    await this.write(
      known.find((favorite) => favorite.account === account),
      account,
      name,
      { fsn_kind: kept ? kinds.kept : kinds.recent },
    );
  }

  /** An account was used. */
  async use(known: readonly Favorite[], account: string, name: string): Promise<void> {
    const former = known.find((favorite) => favorite.account === account);
    await this.write(former, account, name, { fsn_usecount: (former?.useCount ?? 0) + 1 });
    const recents = known.filter((favorite) => !favorite.kept && favorite !== former);
    for (const old of recents.slice(recentLimit - 1)) await this.dataverse.remove(table, old.id);
  }

  private async write(former: Favorite | undefined, account: string, name: string, data: Row): Promise<void> {
    const row: Row = { fsn_name: (name || account).slice(0, 200), fsn_lastusedon: this.now().toISOString(), ...data };
    if (former) await this.dataverse.update(table, former.id, row);
    else
      await this.dataverse.create(table, {
        fsn_account: account,
        fsn_legalentitycode: this.company,
        fsn_kind: kinds.recent,
        fsn_usecount: 1,
        ...row,
      });
  }
}
