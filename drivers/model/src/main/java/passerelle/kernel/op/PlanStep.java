package passerelle.kernel.op;

/**
 * An operation and its reason.
 *
 * @param op what is done
 * @param why for what it is done
 */
public record PlanStep(KernelOp op, Why why) {}
