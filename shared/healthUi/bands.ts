import GoodIcon from "@fluentui/svg-icons/icons/checkmark_circle_20_regular.svg";
import PoorIcon from "@fluentui/svg-icons/icons/error_circle_20_regular.svg";
import NoneIcon from "@fluentui/svg-icons/icons/question_circle_20_regular.svg";
import FairIcon from "@fluentui/svg-icons/icons/warning_20_regular.svg";
import type { Band } from "../health/types";

/** How a band of health looks: colour and shape beside the word, never alone. */
export const BANDS = {
  good: { drawing: GoodIcon, tone: "success", bar: "success" },
  fair: { drawing: FairIcon, tone: "warning", bar: "warning" },
  poor: { drawing: PoorIcon, tone: "danger", bar: "error" },
  none: { drawing: NoneIcon, tone: "neutral", bar: "brand" },
} as const satisfies Readonly<Record<Band, object>>;
