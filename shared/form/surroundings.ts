import type { Theme } from "@fluentui/react-components";
import type { UserFormats } from "./format";
import { recordOf, type FormRecord } from "./record";
import { isEqual, settled } from "./settled";
import { textsOf, type Text } from "./strings";

/** The user whom the control works for: how they write dates and numbers, their language and direction. */
interface FormUser extends UserFormats {
  /** Windows language code. */
  readonly languageId: number;
  readonly isRTL: boolean;
  /** As the host writes it: in braces and capitals. */
  readonly userId: string;
}

/** What stands around every control. By content: where nothing changed it is the same object. */
export interface Surroundings {
  readonly record: FormRecord;
  /** Null: the host has no theme of Fluent 9. */
  readonly theme: Theme | null;
  readonly user: FormUser;
  /** The host answers any key; which ones a control has, it says itself. */
  readonly text: Text<string>;
}

/** The part of the framework's context that is read here. */
export type SurroundingContext = Pick<
  ComponentFramework.Context<unknown>,
  "resources" | "userSettings" | "fluentDesignLanguage"
> & { readonly parameters: object };

const isTheme = (theme: unknown): theme is Theme =>
  typeof theme === "object" && theme !== null && "colorNeutralForeground1" in theme;

/**
 * A theme has some hundred tokens, and a host hands in the same one time after time. So it is not copied, as other things
 * are that a host might change in place: only where it is another object, its tokens are compared.
 */
function themeOf(before: Theme | null | undefined, now: unknown): Theme | null {
  if (!isTheme(now)) return null;
  return before != null && isEqual(before, now) ? before : now;
}

/**
 * Reads what stands around a control.
 *
 * @param newest the context at the time of a call: texts and time zones are asked of it, not of the one that was read
 * @param before what was read last
 */
export function readSurroundings(
  context: SurroundingContext,
  newest: () => SurroundingContext,
  before: Surroundings | null,
): Surroundings {
  const { dateFormattingInfo, numberFormattingInfo, languageId, isRTL, userId } = context.userSettings;
  const theme: unknown = context.fluentDesignLanguage?.tokenTheme;
  const now: Surroundings = {
    record: settled(before?.record, recordOf(context, context.parameters)),
    theme: themeOf(before?.theme, theme),
    user: settled(before?.user, {
      dateFormattingInfo,
      numberFormattingInfo,
      languageId,
      isRTL,
      userId,
      getTimeZoneOffsetMinutes: (date?: Date) => newest().userSettings.getTimeZoneOffsetMinutes(date),
    }),
    // Another language is another function, so that whatever was drawn with the former one is drawn anew.
    text:
      before?.user.languageId === languageId
        ? before.text
        : textsOf({ getString: (key) => newest().resources.getString(key) }),
  };
  const isSame =
    before !== null &&
    before.record === now.record &&
    before.theme === now.theme &&
    before.user === now.user &&
    before.text === now.text;
  return isSame ? before : now;
}
