import { powerAutomate } from "./powerAutomate/read";
import type { Source } from "./source";

export interface SourceSettings {
  /** After how many days a waiting flow has given up. */
  readonly flowTimeoutDays: number;
}

/** Every source of approvals that a form reads. A new one is a folder and a line here. */
export const sourcesOf = ({ flowTimeoutDays }: SourceSettings): readonly Source[] => [powerAutomate(flowTimeoutDays)];
