/** @jest-environment ./host/testing/environment.cjs */
import { createDataverse, type Dataverse } from "../../../shared/dataverse/client";
import { ADMINISTRATOR, apiOf, startEmbedded, type ApiOptions, type Embedded } from "../../../host/testing/embedded";
import { favoriteStore } from "./favorites";

/** Favourites as rows of the embedded Dataverse. */

let embedded: Embedded;
beforeAll(async () => {
  embedded = await startEmbedded({ rows: "sampleLedger" });
});
afterAll(() => embedded.close());

const dataverseOf = (options?: ApiOptions): Dataverse => createDataverse(apiOf(embedded, options));

describe("favourites", () => {
  /** Dataverse keeps whole seconds. */
  let seconds = 0;
  const clock = () => new Date(Date.UTC(2026, 0, 1) + 1000 * seconds++);
  const OTHER = "22222222-0000-4000-8000-0000000000b1";

  it("are rows of the user's own, per company, the latest first", async () => {
    const mine = favoriteStore(dataverseOf(), "USMF", `{${ADMINISTRATOR}}`, clock);
    await mine.use([], "110110-001", "Cash");
    await mine.keep(await mine.read(), "606100-008-027", "Office", true);
    await mine.use(await mine.read(), "110110-001", "Cash");
    expect(await mine.read()).toMatchObject([
      { account: "110110-001", kept: false, useCount: 2 },
      { account: "606100-008-027", name: "Office", kept: true },
    ]);
    await mine.keep(await mine.read(), "606100-008-027", "Office", false);
    expect((await mine.read()).map(({ kept }) => kept)).toEqual([false, false]);
    expect(await favoriteStore(dataverseOf(), "DEMF", ADMINISTRATOR).read()).toEqual([]);
    expect(await favoriteStore(dataverseOf(), "USMF", OTHER).read()).toEqual([]);
  });

  it("forget the oldest recent beyond twenty", async () => {
    const mine = favoriteStore(dataverseOf(), "USSI", ADMINISTRATOR, clock);
    for (let n = 0; n < 23; n++) await mine.use(await mine.read(), `1101${n}`, "");
    const accounts = (await mine.read()).map(({ account }) => account);
    expect(accounts).toHaveLength(20);
    expect(accounts[0]).toBe("110122");
  });

  it("are one row, though the answer to the first try was lost and the person repeats it", async () => {
    let lost = 0;
    const lose = (address: string, method: string) =>
      method === "POST" && address.includes("fsn_dimensionfavorites") && lost++ === 0;
    const mine = favoriteStore(dataverseOf({ lose }), "FRRT", ADMINISTRATOR, clock);
    await expect(mine.use([], "110110-001", "Cash")).rejects.toBeDefined();
    await mine.keep([], "110110-001", "Cash", true);
    expect(await mine.read()).toMatchObject([{ account: "110110-001", kept: true }]);
    // And once more, by somebody whose list is older than the row.
    await mine.keep([], "110110-001", "Cash", false);
    expect(await mine.read()).toMatchObject([{ account: "110110-001", kept: false }]);
  });
});
