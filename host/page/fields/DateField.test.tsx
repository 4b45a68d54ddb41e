import * as React from "react";
import { FluentProvider, webLightTheme } from "@fluentui/react-components";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useAttribute } from "../record/useSession";
import { newSession } from "../pcf/testing/fixture";
import { HostProvider, type Host } from "../base/host";
import { DateField } from "./DateField";

const formats = { locale: "en-US", languageId: 1033, timeZone: "UTC" };
const session = newSession({ due: new Date(2026, 2, 9) });

function Due(): React.ReactElement {
  const column = session.column("due");
  const state = useAttribute(session, "due");
  if (column?.type !== "datetime" || !state) throw new Error("The fixture has no due date.");
  return (
    <DateField
      session={session}
      column={column}
      state={state}
      label="Due"
      readOnly={false}
      id="due"
      describedBy={undefined}
      rowSpan={1}
    />
  );
}

test("a text that is no day stays beside its error, and the former day typed again mends it", async () => {
  // What the field uses of its host.
  const host = { formats, rightToLeft: false } as Host;
  render(
    <FluentProvider theme={webLightTheme}>
      <HostProvider value={host}>
        <Due />
      </HostProvider>
    </FluentProvider>,
  );
  const input = screen.getByRole<HTMLInputElement>("combobox", { name: "Due" });
  await userEvent.clear(input);
  await userEvent.type(input, "soon");
  await userEvent.tab();
  expect(session.attribute("due")?.error).toBe("Due: Enter a valid date.");
  expect(input.value).toBe("soon");
  await userEvent.clear(input);
  await userEvent.type(input, "3/9/2026");
  await userEvent.tab();
  expect(session.attribute("due")?.error).toBeNull();
  expect(input.value).toBe("3/9/2026");
  expect(session.dirty).toBe(false);
});
