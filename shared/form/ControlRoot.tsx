import * as React from "react";
import { FluentProvider, IdPrefixProvider, makeStyles, webLightTheme, type Theme } from "@fluentui/react-components";
import { ErrorBoundary } from "./ErrorBoundary";
import type { FormTextKey, Text } from "./strings";

/** The part of the framework's context that the frame of a control reads. */
export type RootContext = Pick<ComponentFramework.Context<unknown>, "userSettings"> & {
  readonly fluentDesignLanguage?: { readonly tokenTheme?: unknown };
};

interface Props {
  readonly context: RootContext;
  /** The texts of the control, among them those that every control has. */
  readonly text: Text<FormTextKey>;
  /** Unique on the page, from `instanceId`. */
  readonly id: string;
  /** Changes when another record is shown. */
  readonly resetKey: string;
  readonly children: React.ReactNode;
}

const useStyles = makeStyles({
  root: { width: "100%", minWidth: 0, overflowWrap: "anywhere", hyphens: "auto" },
});

/** The card behind is the platform's: a control has no ground of its own. Inline, as a class would be made for the outer direction. */
const GROUND: React.CSSProperties = { backgroundColor: "transparent", width: "100%", minWidth: 0 };

function Root({ children }: { readonly children: React.ReactNode }): React.ReactElement {
  return <div className={useStyles().root}>{children}</div>;
}

const isTheme = (theme: unknown): theme is Theme =>
  typeof theme === "object" && theme !== null && "colorNeutralForeground1" in theme;

function Frame({ context, text, id, children }: Omit<Props, "resetKey">): React.ReactElement {
  const theme = context.fluentDesignLanguage?.tokenTheme;
  return (
    <IdPrefixProvider value={`${id}-`}>
      <FluentProvider
        theme={isTheme(theme) ? theme : webLightTheme}
        dir={context.userSettings.isRTL ? "rtl" : "ltr"}
        // The page is in the user's language, the texts may not be: English stands in for a language without any.
        lang={text("Language")}
        style={GROUND}
      >
        <Root>{children}</Root>
      </FluentProvider>
    </IdPrefixProvider>
  );
}

/** What stands around every control: the app's theme, direction, language, ids of its own, and a net below. */
export function ControlRoot({ context, text, id, resetKey, children }: Props): React.ReactElement {
  return (
    <ErrorBoundary text={text} resetKey={resetKey}>
      <Frame context={context} text={text} id={id}>
        {children}
      </Frame>
    </ErrorBoundary>
  );
}

let instances = 0;

/** An id for one instance of a control; several stand on one form, and their elements' ids must not meet. */
export function instanceId(control: string): string {
  instances += 1;
  return `fsn-${control}-${instances}`;
}
