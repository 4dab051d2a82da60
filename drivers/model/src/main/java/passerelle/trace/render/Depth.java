package passerelle.trace.render;

import passerelle.trace.HopEvent;

/** How much of a trace is told. */
public enum Depth {
  /** The story, in about two dozen lines: what changed a packet or its way, packet by packet. */
  STORY,
  /** Every step, with the kernel's function; of the rules only those that applied. */
  FULL,
  /** Every step and every rule that was looked at. */
  RULES;

  /** Whether an event is told at this depth. */
  public boolean tells(HopEvent event) {
    return switch (this) {
      case RULES -> true;
      case FULL -> !(event instanceof HopEvent.RuleEvaluated rule && !rule.matched());
      case STORY -> isStory(event);
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
    return verdict.matches("(ACCEPT|DROP|REJECT)\\b.*");
  }
}
