package passerelle.effort;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Says in one line what a run of the tests does, and what it leaves out. Registered for all tests
 * (META-INF/services); the pom names the run ({@code passerelle.tests}) and numbers its JVMs, of
 * which the first one speaks.
 */
public final class Announcer implements BeforeAllCallback {
  private static final String CAMPAIGN = "; all of them: mvn verify -Pcampaign";
  private static final AtomicBoolean SAID = new AtomicBoolean();

  @Override
  public void beforeAll(ExtensionContext context) {
    String run = System.getProperty("passerelle.tests", "");
    boolean first = Integer.getInteger("passerelle.jvm", 1) == 1;
    if (first && !run.isEmpty() && !SAID.getAndSet(true)) {
      System.out.println("[passerelle] " + line(run));
    }
  }

  private static String line(String run) {
    return switch (run) {
      case "simulated" ->
          Effort.isCampaign()
              ? "Campaign: many random command lines, and labs of real mode that are killed."
              : "Tests on the simulated kernel and of the way into real mode, with a few of the"
                  + " random command lines"
                  + CAMPAIGN;
      case "real" ->
          Effort.isCampaign()
              ? "Campaign: many random labs, on both kernels."
              : "Tests on the real kernel, in an enclosure; random labs: mvn verify -Pcampaign";
      case "unprivileged" -> "Tests on the real kernel, without root's rights: some of the above.";
      default -> throw new IllegalArgumentException("no run of the tests is called " + run);
    };
  }
}
