import type { WebApi } from "../data/webApi";

/** Signs of currencies by the id of their row, each asked for once; null stands for the base currency (rate 1). */
export function createCurrencySymbols(webApi: WebApi): (id: string | null) => Promise<string> {
  const known = new Map<string | null, Promise<string>>();
  return (id) => {
    const before = known.get(id);
    if (before) return before;
    const asked = ask(webApi, id);
    known.set(id, asked);
    // A failure is not kept: the next form asks again.
    asked.catch(() => known.delete(id));
    return asked;
  };
}

async function ask(webApi: WebApi, id: string | null): Promise<string> {
  const row =
    id === null
      ? (
          await webApi.retrieveMultipleRecords(
            "transactioncurrency",
            "?$select=currencysymbol&$filter=exchangerate eq 1&$top=1",
          )
        ).entities[0]
      : await webApi.retrieveRecord("transactioncurrency", id, "?$select=currencysymbol");
  const symbol = row?.["currencysymbol"];
  return typeof symbol === "string" ? symbol : "";
}
