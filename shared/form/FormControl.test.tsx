import * as React from "react";
import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { fakeContext, type FakeOptions } from "../testing/fakeContext";
import { MountedControl } from "../testing/MountedControl";
import { FormControl, type ControlProps } from "./FormControl";
import { useLoading, type Loading } from "./useLoading";

const RECORD = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
const OTHER = "7f9619ff-8b86-d011-b42d-00cf4fc964ff";

interface Inputs {
  readonly amount: { readonly raw: number };
}
interface Written {
  amount?: number;
}

function Amount({ form, reading, visit, answered }: ControlProps<Inputs, Written, number, string>): React.ReactElement {
  return (
    <button onClick={() => form.write({ amount: reading + 1 })}>
      {`${reading} on visit ${visit}, answered ${answered}`}
    </button>
  );
}

/** A control that shows a number and adds one to it; −1 cannot be read. */
class Counter extends FormControl<Inputs, Written, number> {
  constructor() {
    super({
      name: "counter",
      reader:
        () =>
        ({ parameters }) => {
          if (parameters.amount.raw === -1) throw new Error("no such amount");
          return parameters.amount.raw;
        },
      Root: Amount,
    });
  }
}

const context = (raw: number, more: Partial<FakeOptions> = {}): ComponentFramework.Context<Inputs> =>
  fakeContext<Inputs>({ control: "ApprovalTimeline", ...more, parameters: { amount: { raw } } });
const of = (recordId: string | null, raw = 1): ComponentFramework.Context<Inputs> => ({
  ...context(raw),
  ...{ page: { entityId: recordId ?? "", entityTypeName: "account" } },
});
const mount = (first: ComponentFramework.Context<Inputs>): MountedControl<Inputs, Written> => {
  const mounted = new MountedControl<Inputs, Written>(new Counter());
  mounted.show(first);
  return mounted;
};

describe("a control on a form", () => {
  it("gives what a person committed to the form, and takes the form's word for it from then on", async () => {
    const mounted = mount(context(1));
    await userEvent.click(screen.getByRole("button"));
    expect(mounted.outputs).toEqual([{ amount: 2 }]);
    // Refused: the form still holds 1, and that is told apart from an update that answers nothing.
    mounted.show(context(1));
    expect(screen.getByRole("button")).toHaveTextContent("1 on visit 0, answered 1");
  });

  it("keeps through the first save what a person committed meanwhile", async () => {
    const mounted = mount(of(null));
    await mounted.whileBusy(async () => {
      await userEvent.click(screen.getByRole("button"));
      mounted.show(of(RECORD));
    });
    expect(mounted.outputs).toEqual([{ amount: 2 }]);
    expect(screen.getByRole("button")).toHaveTextContent("on visit 0");
  });

  it.each([
    ["another record", of(OTHER)],
    ["a new record", of(null)],
  ])("gives nothing of one record to %s", async (_what, next) => {
    const mounted = mount(of(RECORD));
    await mounted.whileBusy(async () => {
      await userEvent.click(screen.getByRole("button"));
      mounted.show(next);
    });
    expect(mounted.outputs).toEqual([{}]);
    expect(screen.getByRole("button")).toHaveTextContent("on visit 1");
  });

  it("looks through a theme only where the host hands in another one", () => {
    let looks = 0;
    const themeOf = (color: string): object => ({
      colorNeutralForeground1: "#000000",
      get colorBrandBackground() {
        looks += 1;
        return color;
      },
    });
    const control = new Counter();
    const show = (tokenTheme: object): React.ReactElement =>
      control.updateView(Object.assign(context(1), { fluentDesignLanguage: { tokenTheme } }));
    control.init(context(1));
    const theme = themeOf("#0000ff");
    const drawn = show(theme);
    looks = 0;
    for (let update = 0; update < 50; update++) expect(show(theme)).toBe(drawn);
    expect(looks).toBe(0);
    expect(show(themeOf("#0000ff"))).toBe(drawn);
    expect(show(themeOf("#ff0000"))).not.toBe(drawn);
  });

  it("says what it cannot read instead of breaking the form, and shows itself when it can", () => {
    const silent = jest.spyOn(console, "error").mockImplementation(() => undefined);
    const mounted = mount(context(-1));
    expect(screen.getByRole("alert")).toHaveTextContent("no such amount");
    mounted.show(context(3));
    expect(screen.getByRole("button")).toHaveTextContent("3 on visit 0");
    silent.mockRestore();
  });
});

describe("what a control loads", () => {
  interface Asked {
    readonly subject: string;
    readonly signal: AbortSignal;
    readonly isReload: boolean;
    readonly show: (content: string) => void;
    readonly end: () => void;
    readonly fail: (reason: unknown) => void;
  }
  const asked: Asked[] = [];
  beforeEach(() => asked.splice(0));

  function Loader({ subject }: { readonly subject: string | null }): React.ReactElement {
    const { loading, reload } = useLoading<string>(
      subject,
      ({ signal, isReload, show }) =>
        new Promise<void>((end, fail) => {
          asked.push({ subject: subject ?? "", signal, isReload, show, end, fail });
        }),
    );
    return <button onClick={reload}>{said(loading)}</button>;
  }
  const said = (loading: Loading<string>): string =>
    loading.kind === "loading"
      ? "loading"
      : loading.kind === "failed"
        ? `failed: ${String(loading.reason)}`
        : `${loading.content}${loading.busy ? ", busy" : ""}${loading.failure === null ? "" : `, ${String(loading.failure)}`}`;
  const shown = (): string | null => screen.getByRole("button").textContent;
  /** Plays one answer to the loading that was asked for at `index`, as soon as it is. */
  const step = async (index: number, take: (one: Asked) => void): Promise<void> => {
    await waitFor(() => expect(asked.length).toBeGreaterThan(index));
    const one = asked[index];
    if (one !== undefined) await act(async () => take(one));
  };

  it("is shown as far as it came, and stays while it is read again and when that fails", async () => {
    render(<Loader subject="a" />);
    expect(shown()).toBe("loading");
    await step(0, ({ show }) => show("half"));
    expect(shown()).toBe("half");
    await step(0, ({ show, end }) => {
      show("whole");
      end();
    });
    await userEvent.click(screen.getByRole("button"));
    await waitFor(() => expect([shown(), asked[1]?.isReload]).toEqual(["whole, busy", true]));
    await step(1, ({ fail }) => fail("offline"));
    expect(shown()).toBe("whole, offline");
  });

  it("of another subject never shows what came late for the former one", async () => {
    const view = render(<Loader subject="a" />);
    await step(0, ({ show }) => show("a's"));
    view.rerender(<Loader subject="b" />);
    await waitFor(() => expect([shown(), asked[0]?.signal.aborted]).toEqual(["loading", true]));
    await step(0, ({ show }) => show("a's, late"));
    expect(shown()).toBe("loading");
    await step(1, ({ show }) => show("b's"));
    expect(shown()).toBe("b's");
  });

  it("is asked for by nobody where there is no subject, and dropped when the control goes", async () => {
    const view = render(<Loader subject={null} />);
    expect(asked).toEqual([]);
    view.rerender(<Loader subject="a" />);
    view.unmount();
    expect(asked[0]?.signal.aborted).toBe(true);
  });

  it("that failed with nothing to show says so, and can be tried again", async () => {
    render(<Loader subject="a" />);
    await step(0, ({ fail }) => fail("forbidden"));
    expect(shown()).toBe("failed: forbidden");
    await userEvent.click(screen.getByRole("button"));
    await waitFor(() => expect(shown()).toBe("loading"));
  });
});
