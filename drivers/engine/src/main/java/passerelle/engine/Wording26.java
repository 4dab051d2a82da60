package passerelle.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.gotemplate.GoBool;
import passerelle.kernel.Errno;
import passerelle.network.EndpointSpec;
import passerelle.network.Network;
import passerelle.network.PortBinding;

/** Engine 26.1. */
public final class Wording26 implements Wording {
  @Override
  public EngineVersion version() {
    return EngineVersion.V26_1;
  }

  @Override
  public String portUnprogrammed(String reason) {
    return reason;
  }

  @Override
  public String filterRefused(String key, String noun, String value, List<String> choice) {
    return key.equals("health")
        ? "unrecognized filter value for health: " + value
        : "invalid filter '" + key + "=" + value + "'";
  }

  @Override
  public Optional<String> familyRefused(String option, String value) {
    return option.endsWith("ipv6")
        ? Optional.of(
            ("failed to parse " + option + " value: " + value)
                + (" (" + GoBool.problem(value) + ")"))
        : Optional.empty();
  }

  @Override
  public String sandboxFailed(String reason) {
    return StartFailure.hook(reason).getMessage();
  }

  public static String lower(Errno errno) {
    return errno.text().toLowerCase(Locale.ROOT);
  }

  @Override
  public String networkInUse(Network network) {
    return "error while removing network: network "
        + (network.name() + " id " + network.id())
        + " has active endpoints";
  }

  /** 26 tells no reason apart, and looks for the user when it has answered (daemon/exec.go). */
  @Override
  public OptionalInt failedExec(EngineException e) {
    boolean answered =
        e.getMessage().startsWith(StartFailure.EXEC)
            || e.getMessage().matches("unable to find (user|group) .*");
    return answered ? OptionalInt.of(126) : OptionalInt.empty();
  }

  /** It knows no such options. */
  @Override
  public Optional<String> endpointOptionsRefused(EndpointSpec spec) {
    return Optional.empty();
  }

  @Override
  public Optional<String> publishedTwice(PortBinding binding) {
    return Optional.empty();
  }

  @Override
  public Optional<String> linkProblem(Container parent, String alias, Container child) {
    return child.attachments().containsKey("bridge")
        ? Links.problem(parent, alias, child)
        : Optional.of(
            "Cannot link to /" + (child.name() + ", as it does not belong to the default network"));
  }
}
