package passerelle.effort;

import java.util.stream.Stream;
import passerelle.engine.EngineVersion;

/**
 * How much a test tries. Every day it is so much that what is broken is most likely seen; a
 * campaign ({@code mvn verify -Pcampaign}) takes the time to look everywhere: at more random cases,
 * at cases that a day leaves out, and by tests with the tag "only-campaign", which no day runs.
 */
public final class Effort {
  private static final boolean CAMPAIGN = Boolean.getBoolean("passerelle.campaign");

  private Effort() {}

  /** Whether this run is a campaign. */
  public static boolean isCampaign() {
    return CAMPAIGN;
  }

  /** Whether this run tries a case that is one of every day, or else one of a campaign. */
  public static boolean tries(boolean everyDay) {
    return everyDay != CAMPAIGN;
  }

  /** The engine of every day, which is today's, or else the others. */
  public static Stream<String> engines() {
    return EngineVersion.labels().stream()
        .filter(engine -> tries(engine.equals(EngineVersion.DEFAULT.label())));
  }

  /** The count for this run; the cases of every day are the first ones of a campaign. */
  public static int of(int everyDay, int campaign) {
    return CAMPAIGN ? campaign : everyDay;
  }
}
