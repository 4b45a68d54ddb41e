/** Whether requests can reach the server, as far as the host tells; a host that does not is taken to be online. */
export function isOnline(client: object): boolean {
  const ask = (name: string): unknown => {
    const method: unknown = Reflect.get(client, name);
    return typeof method === "function" ? Reflect.apply(method, client, []) : undefined;
  };
  return ask("isOffline") !== true && ask("isNetworkAvailable") !== false;
}
