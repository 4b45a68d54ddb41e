import type { HostModel } from "../../../solution/model/types";
import type { ActingUser } from "../data/actingUser";
import type { Transport } from "../data/transport";
import type { SettingsStore } from "../settings/settings.types";
import type { HostServices } from "./hostServices.types";
import type { InstanceRegistry } from "./registry";

/** What every control on the page shares. The shell makes one when the page starts. */
export interface PcfEnvironment {
  readonly model: HostModel;
  readonly settings: SettingsStore;
  readonly user: ActingUser;
  readonly transport: Transport;
  readonly services: HostServices;
  readonly instances: InstanceRegistry;
  /** Of the organization's base currency, `$`. */
  readonly currencySymbol: string;
}
