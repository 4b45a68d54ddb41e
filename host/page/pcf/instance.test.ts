import * as React from "react";
import type { RecordSession } from "../record/session";
import type { ControlImplementation, RuntimeContext } from "./controlTypes";
import { ControlInstance } from "./instance";
import type { PcfEnvironment } from "./environment";
import { control, environment, manifest, newSession, settingsStore, use } from "./testing/fixture";

/** A control that writes down what is done to it and puts out what the test says. */
class Probe implements ControlImplementation {
  static last: Probe | null = null;
  readonly calls: string[] = [];
  readonly contexts: RuntimeContext[] = [];
  outputs: Record<string, unknown> = {};
  notify: () => void = () => undefined;
  state: ComponentFramework.Dictionary = {};
  onUpdate: (context: RuntimeContext) => void = () => undefined;

  constructor() {
    Probe.last = this;
  }

  init(
    context: RuntimeContext,
    notify: () => void,
    state: ComponentFramework.Dictionary,
    container?: HTMLDivElement,
  ): void {
    this.calls.push(container === undefined ? "init" : "init with container");
    this.contexts.push(context);
    this.notify = notify;
    this.state = state;
  }

  updateView(context: RuntimeContext): React.ReactElement {
    this.calls.push(`updateView ${context.updatedProperties.join()}`.trim());
    this.contexts.push(context);
    this.onUpdate(context);
    return React.createElement("span", null, String(this.raw("value")));
  }

  getOutputs(): Record<string, unknown> {
    this.calls.push("getOutputs");
    return this.outputs;
  }

  destroy(): void {
    this.calls.push("destroy");
  }

  get context(): RuntimeContext {
    const context = this.contexts[this.contexts.length - 1];
    if (context === undefined) {
      throw new Error("never called");
    }
    return context;
  }

  raw(name: string): unknown {
    const parameter = this.context.parameters[name];
    return typeof parameter === "object" && parameter !== null && "raw" in parameter ? parameter.raw : undefined;
  }

  take(): string[] {
    return this.calls.splice(0);
  }
}

interface Mounted {
  readonly instance: ControlInstance;
  readonly probe: Probe;
  readonly session: RecordSession;
  readonly environment: PcfEnvironment;
  readonly outputs: Record<string, unknown>[];
  readonly events: [string, unknown][];
}

function mount(
  search = "",
  session = newSession({ name: "Chairs" }),
  shared = environment({ settings: settingsStore(search) }),
): Mounted {
  const outputs: Record<string, unknown>[] = [];
  const events: [string, unknown][] = [];
  const instance = new ControlInstance(
    {
      session,
      control,
      use,
      manifest,
      environment: shared,
      construct: Probe,
      strings: { Title: "Titel" },
      container: null,
      changed: () => undefined,
      onOutput: (values) => outputs.push({ ...values }),
      onEvent: (name, payload) => events.push([name, payload]),
    },
    { label: "Name", disabled: false },
  );
  instance.start();
  if (Probe.last === null) {
    throw new Error("not constructed");
  }
  return { instance, probe: Probe.last, session, environment: shared, outputs, events };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("init, then updateView, without a container for a virtual control; the element is what the cell draws", () => {
  const { probe, instance } = mount();
  expect(probe.take()).toEqual(["init", "updateView"]);
  expect(instance.status).toMatchObject({ kind: "alive", element: { props: { children: "Chairs" } } });
});

test("changes of a moment become one updateView that names them; other columns are not heard", () => {
  const { probe, session } = mount();
  probe.take();
  session.setValue("name", "Tables");
  session.setValue("score", 3);
  session.setValue("note", "not bound");
  jest.runAllTimers();
  expect(probe.take()).toEqual(["updateView value,score"]);
  session.setValue("note", "still not");
  jest.runAllTimers();
  expect(probe.take()).toEqual([]);
});

describe("outputs", () => {
  test("a burst is read once, 100 ms after its last call", () => {
    const { probe, session } = mount();
    probe.take();
    probe.outputs = { value: "Desks" };
    probe.notify();
    jest.advanceTimersByTime(60);
    probe.notify();
    jest.advanceTimersByTime(99);
    expect(probe.take()).toEqual([]);
    jest.advanceTimersByTime(1);
    expect([probe.take(), session.attribute("name")?.value]).toEqual([["getOutputs"], "Desks"]);
    jest.runAllTimers();
    expect([probe.take(), probe.raw("value")]).toEqual([["updateView value"], "Desks"]);
  });

  test("a pending one is read before a save, on demand, and before destroy; none after it", async () => {
    const saved = mount();
    saved.probe.outputs = { value: "Before the save" };
    saved.probe.notify();
    const saving = saved.session.save(1);
    await jest.advanceTimersByTimeAsync(100);
    const outcome = await saving;
    // The store of this test refuses, but the value was there in time.
    expect([outcome.kind, saved.session.attribute("name")?.value]).toEqual(["failed", "Before the save"]);

    const ended = mount();
    ended.probe.take();
    ended.probe.outputs = { value: "Last word" };
    ended.probe.notify();
    ended.instance.destroy();
    expect([ended.probe.take(), ended.session.attribute("name")?.value]).toEqual([
      ["getOutputs", "destroy"],
      "Last word",
    ]);
    ended.probe.notify();
    jest.runAllTimers();
    expect(ended.probe.take()).toEqual([]);
  });

  test("an absent key leaves the column alone, null clears it, and what no column holds goes to listeners", () => {
    const { probe, session, instance, outputs } = mount("", newSession({ name: "Chairs", score: 7 }));
    probe.outputs = { score: null, result: "done" };
    probe.notify();
    instance.flush();
    expect([session.attribute("name")?.value, session.attribute("score")?.value, outputs]).toEqual([
      "Chairs",
      null,
      [{ result: "done" }],
    ]);
  });

  test("a refused value comes back as the old one", () => {
    const { probe, session, instance } = mount();
    session.refuseNext();
    probe.outputs = { value: "Unwanted" };
    probe.notify();
    instance.flush();
    probe.take();
    jest.runAllTimers();
    expect([probe.take(), probe.raw("value")]).toEqual([["updateView value"], "Chairs"]);
  });

  test("with echo=skip an accepted output is not told back, a refused one is", () => {
    const { probe, session, instance } = mount("?echo=skip");
    probe.take();
    probe.outputs = { value: "Desks" };
    probe.notify();
    instance.flush();
    jest.runAllTimers();
    expect(probe.take()).toEqual(["getOutputs"]);
    session.refuseNext();
    probe.outputs = { value: "Unwanted" };
    probe.notify();
    instance.flush();
    jest.runAllTimers();
    expect([probe.take(), probe.raw("value")]).toEqual([["getOutputs", "updateView value"], "Desks"]);
  });

  test("another control of the same column hears it all the same", () => {
    const first = mount("?echo=skip");
    const second = mount("?echo=skip", first.session);
    second.probe.take();
    first.probe.outputs = { value: "Desks" };
    first.probe.notify();
    first.instance.flush();
    jest.runAllTimers();
    expect([second.probe.take(), second.probe.raw("value")]).toEqual([["updateView value"], "Desks"]);
  });

  test("a getOutputs that throws hurts nobody", () => {
    const silent = jest.spyOn(console, "error").mockImplementation(() => undefined);
    const { probe, session, instance } = mount();
    Object.defineProperty(probe, "outputs", {
      get: () => {
        throw new Error("no outputs");
      },
    });
    probe.notify();
    instance.flush();
    expect([session.attribute("name")?.value, instance.status.kind]).toEqual(["Chairs", "alive"]);
    silent.mockRestore();
  });
});

describe("mode", () => {
  test("the width is −1 until the control asks to track its container", () => {
    const { probe, instance } = mount();
    instance.setWidth(300);
    jest.runAllTimers();
    expect([probe.take(), probe.context.mode.allocatedWidth]).toEqual([["init", "updateView"], -1]);
    probe.context.mode.trackContainerResize(true);
    jest.runAllTimers();
    expect([probe.take(), probe.context.mode.allocatedWidth, probe.context.mode.allocatedHeight]).toEqual([
      ["updateView layout"],
      300,
      -1,
    ]);
    instance.setWidth(480);
    instance.setWidth(640);
    jest.runAllTimers();
    expect([probe.take(), probe.context.mode.allocatedWidth]).toEqual([["updateView layout"], 640]);
  });

  test("locked by a rule on the cell, on its column, or with the whole record", () => {
    const { probe, instance, session } = mount();
    const disabled = (): boolean => {
      jest.runAllTimers();
      return probe.context.mode.isControlDisabled;
    };
    expect(disabled()).toBe(false);
    instance.setCell({ label: "Name", disabled: true });
    expect(disabled()).toBe(true);
    instance.setCell({ label: "Name", disabled: false });
    expect(disabled()).toBe(false);
    session.setLocked("name", true);
    expect(disabled()).toBe(true);
    session.setLocked("name", false);
    session.setDeveloperSwitches(true, []);
    expect(disabled()).toBe(true);
    expect(probe.take().filter((call) => call === "init")).toHaveLength(1);
  });

  test("setControlState comes back as state in the next init of the user's session", () => {
    const { probe, instance, environment: shared, session } = mount();
    expect(probe.state).toEqual({});
    probe.context.mode.setControlState({ open: true });
    instance.destroy();
    expect(mount("", session, shared).probe.state).toEqual({ open: true });
  });

  test("full screen is told on opening and on closing", () => {
    Object.assign(globalThis, { window: { innerWidth: 1200 } });
    const { probe, instance } = mount();
    probe.take();
    probe.context.mode.setFullScreen(true);
    jest.runAllTimers();
    expect([instance.fullScreen, probe.take()]).toEqual([true, ["updateView fullscreen_open"]]);
    instance.setFullScreen(false);
    jest.runAllTimers();
    expect([instance.fullScreen, probe.take()]).toEqual([false, ["updateView fullscreen_close"]]);
    Reflect.deleteProperty(globalThis, "window");
  });
});

describe("the rest of the context", () => {
  test("an undeclared feature throws at once, a declared one does not", async () => {
    const { probe } = mount();
    const { utils, webAPI, device } = probe.context;
    expect(() => utils.hasEntityPrivilege("order", 2, 0)).toThrow("Utility");
    expect(() => device.pickFile()).toThrow("Device.pickFile");
    await expect(webAPI.retrieveMultipleRecords("order")).rejects.toMatchObject({ message: "no server" });
  });

  test("texts, with the key where one is missing", () => {
    const { resources } = mount().probe.context;
    expect([resources.getString("Title"), resources.getString("Nowhere")]).toEqual(["Titel", "Nowhere"]);
  });

  test("a change of theme reaches the control; the offline switch is what client tells", () => {
    const { probe, environment: shared } = mount();
    expect([probe.context.fluentDesignLanguage?.isDarkTheme, probe.context.client.isOffline()]).toEqual([false, false]);
    shared.settings.set({ theme: "dark", offline: true });
    jest.runAllTimers();
    expect([
      probe.context.fluentDesignLanguage?.isDarkTheme,
      probe.context.client.isOffline(),
      probe.context.client.isNetworkAvailable(),
    ]).toEqual([true, true, false]);
  });

  test("events of the manifest reach whoever listens on the form", () => {
    const { probe, events } = mount();
    probe.context.events["OnPick"]?.({ id: 1 });
    expect([events, Object.keys(probe.context.events)]).toEqual([[["OnPick", { id: 1 }]], ["OnPick"]]);
  });

  test("the user's id stands in braces and capitals, and there is no copilot", () => {
    const { context } = mount().probe;
    expect(context.userSettings.userId).toBe("{11111111-0000-4000-8000-000000000001}");
    expect("copilot" in context).toBe(false);
  });

  test("a control that asks for a render in every updateView does not freeze the page", () => {
    const { probe } = mount();
    probe.onUpdate = (context) => context.factory.requestRender();
    probe.context.factory.requestRender();
    probe.take();
    jest.runOnlyPendingTimers();
    jest.runOnlyPendingTimers();
    expect(probe.take()).toEqual(["updateView", "updateView"]);
  });
});

describe("failures", () => {
  beforeEach(() => jest.spyOn(console, "error").mockImplementation(() => undefined));
  afterEach(() => jest.restoreAllMocks());

  test("a throw in updateView ends the control's life on the form, and is written down", () => {
    const { probe, instance, session, environment: shared } = mount();
    probe.onUpdate = () => {
      throw new Error("cannot draw");
    };
    session.setValue("name", "Tables");
    jest.runAllTimers();
    expect(instance.status).toMatchObject({ kind: "failed", error: { message: "cannot draw" } });
    probe.take();
    session.setValue("name", "Desks");
    jest.runAllTimers();
    expect(probe.take()).toEqual([]);
    expect(shared.instances.entries.filter((entry) => entry.kind === "error").map((entry) => entry.detail)).toEqual([
      "cannot draw",
    ]);
    instance.destroy();
    expect([probe.take(), instance.status.kind, shared.instances.instances]).toEqual([["destroy"], "destroyed", []]);
  });

  test("a throw in destroy goes no further", () => {
    const { probe, instance } = mount();
    probe.destroy = () => {
      throw new Error("cannot leave");
    };
    expect(() => instance.destroy()).not.toThrow();
  });

  test("nothing reaches a control that is gone", () => {
    const { probe, instance, session, environment: shared } = mount();
    instance.destroy();
    probe.take();
    session.setValue("name", "Tables");
    shared.settings.set({ theme: "dark" });
    jest.runAllTimers();
    expect(probe.take()).toEqual([]);
  });
});
