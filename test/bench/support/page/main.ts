import { approvalsOf } from "./approvals";
import { contextOf, type Surroundings } from "./context";
import { parametersOf, type Parameters } from "./parameters";
import { ledgerTablesOf } from "./ledgerTables";
import type { ControlBench, Situation } from "./situation";
import { untilStill } from "./still";
import { createTurns } from "./turns";
import { untilDrawn } from "./usable";
import { createWebApi } from "./webApi";

/** As much of the platform's React as a form needs. */
interface Drawing {
  render(element: unknown, container: Element): void;
  unmountComponentAtNode(container: Element): boolean;
}
interface Control {
  init(context: unknown, notify: () => void): void;
  updateView(context: unknown): unknown;
  destroy(): void;
}

/** A GUID of its own for each record that is visited. */
const recordOf = (visit: number) => `6f9619ff-8b86-4011-b42d-${visit.toString(16).padStart(12, "0")}`;

/** Objects are new at each call of the platform; a data set stays the same between two loads. */
const renewed = (parameters: Parameters): Parameters =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, name === "records" ? value : structuredClone(value)]),
  );

/** What the tables hold, and what an answer takes. */
function serverOf(situation: Situation) {
  if (situation.control === "ApprovalTimeline") return { rowsOf: approvalsOf(situation.events), turn: createTurns() };
  if (situation.control === "FinancialDimensionPicker" && situation.latencyMs !== undefined) {
    const { values, latencyMs } = situation;
    return {
      rowsOf: ledgerTablesOf(values),
      turn: () => new Promise<void>((resolve) => setTimeout(resolve, latencyMs)),
    };
  }
  return { rowsOf: () => [], turn: createTurns() };
}

function createBench(
  Registered: new () => Control,
  drawing: Drawing,
  container: Element,
  situation: Situation,
  texts: Readonly<Record<string, string>>,
): ControlBench {
  let requests = 0;
  const onRequest = () => {
    requests += 1;
  };
  const { rowsOf, turn } = serverOf(situation);
  const { webLightTheme: theme } = Reflect.get(window, "FluentUIReactv940") as { readonly webLightTheme: object };
  const surroundings: Surroundings = {
    texts,
    theme,
    webApi: createWebApi(rowsOf, onRequest, turn),
    onRequest,
  };
  const onVisit = parametersOf(situation);
  const elements = () => document.body.querySelectorAll("*").length;
  const atFirst = elements();

  let visit = 1;
  let parameters = onVisit(visit);
  let control: Control | null = null;
  const moment = (given: Parameters, updatedProperties: readonly string[]) =>
    contextOf({ record: recordOf(visit), parameters: given, updatedProperties }, surroundings);
  const show = (context: unknown) => {
    if (control === null) throw new Error("The control is not on the page.");
    drawing.render(control.updateView(context), container);
  };

  return {
    async mount(frames) {
      const began = performance.now();
      control = new Registered();
      control.init(moment(parameters, []), () => undefined);
      show(moment(parameters, []));
      return (await untilStill(frames)) - began;
    },
    mountUsable(company) {
      visit += 1;
      parameters = { ...onVisit(visit), legalEntityCode: { raw: company } };
      const begin = () => {
        control = new Registered();
        control.init(moment(parameters, []), () => undefined);
        show(moment(parameters, []));
      };
      return untilDrawn(begin, () => container.querySelector('[role="combobox"]') !== null);
    },
    unmount() {
      drawing.unmountComponentAtNode(container);
      control?.destroy();
      control = null;
    },
    async switchRecord(frames) {
      visit += 1;
      parameters = onVisit(visit);
      show(moment(parameters, Object.keys(parameters)));
      await untilStill(frames);
    },
    update(count, announced) {
      const contexts = Array.from({ length: count }, () => moment(renewed(parameters), announced));
      const began = performance.now();
      for (const context of contexts) show(context);
      return performance.now() - began;
    },
    requests: () => requests,
    elements: () => elements() - atFirst,
  };
}

window.startBench = (situation, texts) => {
  const container = document.getElementById("control");
  if (container === null) throw new Error("The page has no place for a control.");
  // Where the platform's React and the control's bundle put themselves.
  const drawing = Reflect.get(window, "ReactDOM") as Drawing;
  const Registered = Reflect.get(window, "registered") as new () => Control;
  window.bench = createBench(Registered, drawing, container, situation, texts);
};
