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
import passerelle.network.PortMapping;

/** Engine 26.1. */
public final class Wording26 implements Wording {
  @Override
  public String portUnprogrammed(String reason) {
    return reason;
  }

  @Override
  public String groupMissing(String group) {
    return "Unable to find group " + group + ": no matching entries in group file";
  }

  @Override
  public String filterRefused(String key, String noun, String value, List<String> choice) {
    return key.equals("health")
        ? "unrecognized filter value for health: " + value
        : "invalid filter '" + key + "=" + value + "'";
  }

  @Override
  public String wrongShares(String shares) {
    return "shares: invalid argument";
  }

  @Override
  public String isolationRefused(String isolation) {
    return "Invalid isolation: \"" + isolation + "\" - linux only supports 'default'";
  }

  /** libnetwork/etchosts:Delete looks at names only, and the default bridge has none. */
  @Override
  public boolean writesLinksOnJoin() {
    return false;
  }

  @Override
  public boolean forgetsHostsByName() {
    return true;
  }

  /** The client says of each network whether it has IPv6, and that holds. */
  @Override
  public boolean optionsChooseFamilies() {
    return false;
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
  public String networkUnnamed() {
    return "invalid name:";
  }

  @Override
  public String networkingFailed(String reason) {
    return reason;
  }

  @Override
  public String processorRange() {
    return "Range";
  }

  @Override
  public String sandboxFailed(String reason) {
    return StartFailure.hook(reason).getMessage();
  }

  @Override
  public String poolRefused(String reason) {
    return reason;
  }

  @Override
  public String poolsExhausted() {
    return "could not find an available, non-overlapping IPv4 address pool among the defaults to"
        + " assign to the network";
  }

  @Override
  public String bindFailed(PortMapping mapping, Errno errno) {
    String family = mapping.hostAddress().width() == 32 ? "4" : "6";
    String socket = mapping.protocol() + family + " " + mapping.hostText();
    return "Error starting userland proxy: listen " + socket + ": bind: " + lower(errno);
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

  @Override
  public String removePaused(String name) {
    return Wording.super.removePaused("/" + name);
  }

  @Override
  public String removeRunning(String name, Container.Status status) {
    return Wording.super.removeRunning("/" + name, status);
  }

  @Override
  public String joinMissing(String wanted) {
    return "No such container: " + wanted;
  }

  @Override
  public String joinStopped(Container owner) {
    return "cannot join network of a non running container: " + owner.id();
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
  public String badContainerMode() {
    return "Invalid network mode: invalid container format container:<name|id>";
  }

  @Override
  public String connectToHost() {
    return "container cannot be disconnected from host network or connected to host network";
  }

  @Override
  public List<String> ipv6Hosts() {
    return List.of("fe00::0\tip6-localnet", "ff00::0\tip6-mcastprefix");
  }

  @Override
  public boolean fallsBackToPublicServers() {
    return true;
  }

  @Override
  public boolean forwardsFromHost() {
    return false;
  }

  @Override
  public Optional<String> linkProblem(Container parent, String alias, Container child) {
    return child.attachments().containsKey("bridge")
        ? Links.problem(parent, alias, child)
        : Optional.of(
            "Cannot link to /" + (child.name() + ", as it does not belong to the default network"));
  }

  @Override
  public String noCdiDevices(List<String> names) {
    return "could not select device driver \"cdi\" with capabilities: []";
  }

  @Override
  public String joinItself() {
    return "cannot join own network";
  }

  @Override
  public String disconnectFromHost() {
    return connectToHost();
  }
}
