package passerelle.trace.render;

import passerelle.trace.HopEvent;

/** How much of a trace is told. */
public enum Depth {
  /** The story, in about a dozen lines: what changed the packet or its way. */
  BRIEF,
  /** Every step; of the rules only those that applied. */
  NORMAL,
  /** Every step and every rule that was looked at. */
  RULES;

  /** Whether an event is told at this depth. */
  boolean tells(HopEvent event) {
    return switch (this) {
      case RULES -> true;
      case NORMAL -> !(event instanceof HopEvent.RuleEvaluated rule && !rule.matched());
      case BRIEF -> isStory(event);
    };
  }

  private static boolean isStory(HopEvent event) {
    if (event instanceof HopEvent.RuleEvaluated rule) {
      return rule.matched() && decides(rule.verdict());
    }
    if (event instanceof HopEvent.FdbLookup lookup) {
      return lookup.result() != HopEvent.FdbResult.LOCAL;
    }
    return event instanceof HopEvent.Originated
        || event instanceof HopEvent.Translated
        || event instanceof HopEvent.TtlDecremented
        || event instanceof HopEvent.NeighbourQueued
        || event instanceof HopEvent.Terminal;
  }

  private static boolean decides(String verdict) {
    return verdict.equals("ACCEPT") || verdict.equals("DROP") || verdict.equals("REJECT");
  }
}
