import { audit } from "./audit/read";
import { mapped } from "./mapped/read";
import { powerAutomate } from "./powerAutomate/read";
import type { Source } from "./source";

export interface SourceSettings {
  /** After how many days a waiting flow has given up. */
  readonly flowTimeoutDays: number;
  /** How a table of one's own holds approvals; empty: there is none. */
  readonly mapping: string;
}

/** Every source of approvals that a form reads. A new one is a folder and a line here. */
export const sourcesOf = ({ flowTimeoutDays, mapping }: SourceSettings): readonly Source[] => [
  powerAutomate(flowTimeoutDays),
  ...(mapping === "" ? [] : [mapped(mapping)]),
];

/** What happened to the record itself; it is asked only where there are decisions to compare with. */
export const changesSource: Source = audit;
