import type { Story } from "./approvalCases";
import type { KitStatus, NodeName, StageName } from "./kitBook";
import { deletedUser, person } from "./people";

/** Histories of the Business Approvals Kit. Its records are reached by a key on the workflow, or by an instance's link alone. */
export const kitCases: readonly Story[] = [
  // Under way: everyone must approve, one has, one handed on to a delegate is waited for, one is not even asked yet.
  ({ kit }, request) => {
    const workflow = kit.workflow(request, { age: 6, status: "running", key: "external" });
    const first = kit.stage(workflow, "Manager review", { age: 6, status: "running" });
    const node = kit.node(first, "All managers approve", {
      age: 6,
      status: "running",
      dueIn: 3,
      message: "Please decide before the quarter ends.",
    });
    kit.ask(node, person("Mia Chen"), {
      age: 6,
      status: "completed",
      actionedAge: 5,
      outcome: "Approve",
      comments: "Within the plan.",
    });
    kit.ask(node, person("Lars Müller"), {
      age: 6,
      status: "running",
      delegate: { to: person("Noah Okafor"), age: 4 },
    });
    kit.ask(node, person("Diego Fernández"), { age: 6, status: "new" });
  },
  // Rejected: the instance says so, its node, stage and workflow only say "Canceled"; who had not answered yet is no longer asked.
  ({ kit }, request) => {
    const workflow = kit.workflow(request, { age: 12, status: "canceled", key: "correlation" });
    const first = kit.stage(workflow, "Manager review", { age: 12, endAge: 10, status: "canceled" });
    const node = kit.node(first, "All managers approve", { age: 12, endAge: 10, status: "canceled" });
    kit.ask(node, person("Grace Kim"), {
      age: 12,
      status: "completed",
      actionedAge: 10,
      outcome: "Reject",
      comments: "Over budget; see the forecast.",
    });
    const spared = kit.ask(node, person("Omar Haddad"), { age: 12, status: "canceled", actionedAge: 10 });
    kit.override(spared, { age: 10, type: "admin", reason: "A parallel approval in the same node has been rejected." });
  },
  // Sent back: the managers' stage is passed twice. On the way approvers are replaced by an administrator, a time-out and an absence.
  ({ kit }, request) => {
    const workflow = kit.workflow(request, { age: 30, status: "running" });
    const [omar, grace, mia, diego] = [
      person("Omar Haddad"),
      person("Grace Kim"),
      person("Mia Chen"),
      person("Diego Fernández"),
    ];
    const first = kit.stage(workflow, "Manager review", { age: 30, endAge: 24, status: "completed" });
    const asked = kit.node(first, "One manager approves", { age: 30, endAge: 24, status: "completed" });
    kit.override(kit.ask(asked, omar, { age: 30, status: "canceled", actionedAge: 29, linked: true }), {
      age: 29,
      type: "outOfOffice",
      reason: "Original approver Omar Haddad is out of office. Set to delegate.",
      to: grace,
    });
    kit.ask(asked, grace, {
      age: 29,
      status: "completed",
      actionedAge: 24,
      outcome: "Approve",
      original: omar,
      linked: true,
    });
    const second = kit.stage(workflow, "Finance review", { age: 24, endAge: 15, status: "completed" });
    const conditions = kit.node(second, "Finance sets conditions", { age: 24, endAge: 16, status: "completed" });
    kit.override(kit.ask(conditions, diego, { age: 24, status: "timedOut", actionedAge: 19, linked: true }), {
      age: 19,
      type: "timeOut",
      reason: "No answer within five days.",
      to: mia,
    });
    kit.ask(conditions, mia, {
      age: 19,
      status: "completed",
      actionedAge: 17,
      outcome: "Approve later",
      original: diego,
      linked: true,
    });
    const answered = kit.ask(conditions, grace, {
      age: 24,
      status: "completed",
      actionedAge: 16,
      outcome: "Approve, with conditions",
      comments: "Only with a second offer.",
      linked: true,
    });
    kit.override(answered, {
      age: 15.9,
      type: "admin",
      reason: "She is on leave from tomorrow.",
      to: diego,
      tooLate: true,
    });
    const back = kit.node(second, "Back to the managers", { age: 16, endAge: 15, status: "completed" });
    const again = kit.stage(workflow, "Manager review", { age: 15, status: "running" });
    kit.goTo(back, again);
    const askedAgain = kit.node(again, "One manager approves", { age: 15, status: "running" });
    kit.override(kit.ask(askedAgain, mia, { age: 15, status: "canceled", actionedAge: 14, linked: true }), {
      age: 14,
      type: "admin",
      reason: "Diego runs the plant now.",
      to: diego,
    });
    kit.ask(askedAgain, diego, { age: 14, status: "running", original: mia, linked: true });
  },
  // Attempts that came to nothing, one for each way; then one that the board decided and an end node closed.
  ({ kit }, request) => {
    const attempt = (status: KitStatus, age: number, stageName: StageName, nodeName: NodeName, note?: string): void => {
      const ended = status === "timedOut" || status === "error" ? { endAge: age - 1 } : {};
      const workflow = kit.workflow(request, {
        age,
        status,
        key: "correlation",
        ...(note === undefined ? {} : { note }),
      });
      const stage = kit.stage(workflow, stageName, { age, status, ...ended });
      kit.ask(kit.node(stage, nodeName, { age, status, ...ended }), deletedUser, { age, status });
    };
    attempt(
      "error",
      40,
      "Manager review",
      "All managers approve",
      "Error - expected exactly 1 Runtime Stage for this Workflow instance. Found 0.",
    );
    attempt("timedOut", 35, "Manager review", "One manager approves");
    attempt("suspended", 20, "Finance review", "Finance sets conditions");
    attempt("new", 0.1, "Manager review", "All managers approve");
    const workflow = kit.workflow(request, { age: 9, status: "completed", key: "correlation" });
    const decision = kit.stage(workflow, "Decision", { age: 9, endAge: 7, status: "completed" });
    const board = kit.node(decision, "One of the board decides", { age: 9, endAge: 8, status: "completed" });
    kit.ask(board, person("Grace Kim"), { age: 9, status: "completed", actionedAge: 8, outcome: "Lease" });
    const late = kit.ask(board, person("ליאור כהן"), { age: 9, status: "canceled", actionedAge: 8 });
    kit.override(late, { age: 8, type: "admin", reason: "A parallel approval in the same node has completed." });
    kit.node(decision, "Stop", { age: 8, endAge: 7, status: "completed" });
    kit.end(decision);
  },
  // The Kit asks through Power Automate: the same approval stands in both, and is one.
  ({ kit, power }, request) => {
    const workflow = kit.workflow(request, { age: 5, status: "running", key: "external" });
    const node = kit.node(
      kit.stage(workflow, "Manager review", { age: 5, status: "running" }),
      "All managers approve",
      { age: 5, status: "running" },
    );
    const [mia, grace] = [person("Mia Chen"), person("Grace Kim")];
    const done = power.approval(request, { age: 5, status: "completed", result: "Approve", completedAge: 3 });
    power.respond(power.ask(done, mia, { age: 5, status: "inactive" }), {
      age: 3,
      outcome: "Approve",
      comment: "Fine.",
    });
    kit.ask(node, mia, {
      age: 5,
      status: "completed",
      actionedAge: 3,
      outcome: "Approve",
      comments: "Fine.",
      through: done,
      linked: true,
    });
    const open = power.approval(request, { age: 5 });
    power.ask(open, grace, { age: 5 });
    kit.ask(node, grace, { age: 5, status: "running", through: open, linked: true });
  },
];
