package passerelle.kernel.op;

import java.util.ArrayList;
import java.util.List;

/**
 * Operations in the order in which they are done.
 *
 * @param steps the operations, each with its reason
 */
public record Plan(List<PlanStep> steps) {
  public static final Plan EMPTY = new Plan(List.of());

  public Plan {
    steps = List.copyOf(steps);
  }

  public static Plan of(KernelOp op, Why why) {
    return new Plan(List.of(new PlanStep(op, why)));
  }

  /** This plan, then the other. */
  public Plan then(Plan other) {
    List<PlanStep> all = new ArrayList<>(steps);
    all.addAll(other.steps);
    return new Plan(all);
  }

  /**
   * The teardown: what takes each operation back, the last one first. The reason of a step is
   * {@code undo.} and the operation's name.
   */
  public Plan inverse() {
    List<PlanStep> back = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      KernelOp op = steps.get(i).op();
      op.inverse()
          .map(undo -> new PlanStep(undo, Why.of("undo." + op.getClass().getSimpleName())))
          .ifPresent(back::add);
    }
    return new Plan(back);
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Collects steps. */
  public static final class Builder {
    private final List<PlanStep> steps = new ArrayList<>();

    /** Adds an operation with the key and the arguments of its reason. */
    public Builder add(KernelOp op, String whyKey, Object... arguments) {
      steps.add(new PlanStep(op, Why.of(whyKey, arguments)));
      return this;
    }

    public Builder addAll(Plan plan) {
      steps.addAll(plan.steps());
      return this;
    }

    public Plan build() {
      return new Plan(steps);
    }
  }
}
