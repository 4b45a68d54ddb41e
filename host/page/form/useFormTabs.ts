import * as React from "react";
import type { Form, FormTab } from "../../../solution/model/types";
import type { FormFactorName } from "../settings/settings.types";

export interface FormTabsState {
  /** Those that this device shows, in form order. */
  readonly tabs: readonly FormTab[];
  /** `FormTab.id`, or the key of a related table. */
  readonly active: string;
  /** Tabs whose controls have been made: a tab's are made when it is first opened, and stay. */
  readonly opened: ReadonlySet<string>;
  readonly open: (key: string) => void;
}

export function useFormTabs(form: Form, formFactor: FormFactorName): FormTabsState {
  const tabs = form.tabs.filter((tab) => tab.visible && (formFactor !== "phone" || tab.availableForPhone));
  const [active, setActive] = React.useState(() => (tabs.find((tab) => tab.expanded) ?? tabs[0])?.id ?? "");
  const [opened, setOpened] = React.useState<ReadonlySet<string>>(new Set([active]));
  const open = (key: string): void => {
    setActive(key);
    setOpened((before) => new Set([...before, key]));
  };
  return { tabs, active, opened, open };
}
