package passerelle.effort;

/**
 * How many random cases a test runs. Every day it is so many that what is broken is most likely
 * seen; a campaign ({@code mvn verify -Pcampaign}) takes the time to look everywhere.
 */
public final class Effort {
  private static final boolean CAMPAIGN = Boolean.getBoolean("passerelle.campaign");

  private Effort() {}

  /** Whether this run is a campaign. */
  public static boolean isCampaign() {
    return CAMPAIGN;
  }

  /** The count for this run; the cases of every day are the first ones of a campaign. */
  public static int of(int everyDay, int campaign) {
    return CAMPAIGN ? campaign : everyDay;
  }
}
