package passerelle.real.lab;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets tests with the tag {@code real} run in an enclosure only: anywhere else they would change
 * the machine. Registered for all tests (META-INF/services).
 */
public final class OnlyInside implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context.getTags().contains("real") && !Enclosure.isInside()
        ? ConditionEvaluationResult.disabled("needs the real kernel, in an enclosure")
        : ConditionEvaluationResult.enabled("in an enclosure, or needs none");
  }
}
