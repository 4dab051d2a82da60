package passerelle.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.addr.Family;
import passerelle.addr.IpPrefix;
import passerelle.image.ImageReference;
import passerelle.network.EndpointOptions;
import passerelle.network.EndpointSpec;
import passerelle.network.Network;
import passerelle.network.NetworkException;
import passerelle.network.PortBinding;

/** The sentences and file texts in which engine versions differ. */
public interface Wording extends Versioned {

  /**
   * What the store refuses of {@code --storage-opt}, on a file system without quotas; empty if
   * nothing (daemon/graphdriver/overlay2/overlay.go:CreateReadWrite).
   *
   * @param options {@code NAME=value}
   */
  default Optional<String> storageRefused(List<String> options) {
    if (options.stream().anyMatch(o -> o.startsWith("size="))) {
      return Optional.of(
          "--storage-opt is supported only for overlay over xfs with 'pquota' mount option");
    }
    return options.stream()
        .findFirst()
        .map(o -> "Unknown option " + o.substring(0, o.indexOf('=')));
  }

  /**
   * A filter of {@code docker ps} with a value that there is not.
   *
   * @param noun what the values are
   */
  default String filterRefused(String key, String noun, String value, List<String> choice) {
    return "invalid filter '"
        + (key + "=" + value + "': invalid value for " + noun + " (" + value + "): must be one of ")
        + String.join(", ", choice);
  }

  /** The sandbox of a container that starts cannot be configured. */
  String sandboxFailed(String reason);

  /**
   * A container publishes a port twice in the same way: the second socket is bound beside the
   * first, and cannot listen. Empty where the allocator refuses it.
   */
  default Optional<String> publishedTwice(PortBinding binding) {
    return binding.protocol().equals("tcp")
        ? Optional.of("failed to listen on TCP socket: address already in use")
        : Optional.empty();
  }

  /** What stands behind "driver failed programming external connectivity". */
  default String portUnprogrammed(String reason) {
    return RefusedRule.ofPort(reason);
  }

  /** What is said of an option for an address family that is no boolean; empty for nothing. */
  default Optional<String> familyRefused(String option, String value) {
    return Optional.of("driver-opt \"" + option + "\" is not a valid bool");
  }

  /** A container is on the network that is to be removed. */
  String networkInUse(Network network);

  /**
   * Why a container cannot have that address on a network, as far as it is a matter of subnets.
   *
   * @param text the address as typed
   */
  default Optional<String> addressRefused(String text, Network network) {
    Optional<IpPrefix> subnet = network.spec().subnet().subnet();
    if (subnet.isEmpty()) {
      return Optional.of(says(Phrase.ADDRESS_OUTSIDE, text));
    }
    return Family.IPV4.parse(text).filter(subnet.get()::contains).isPresent()
        ? Optional.empty()
        : Optional.of("no configured subnet or ip-range contain the IP address " + text);
  }

  /** What is wrong with the driver options of an endpoint. */
  default Optional<String> endpointOptionsRefused(EndpointSpec spec) {
    try {
      EndpointOptions.of(spec.options(), Set.of());
      return Optional.empty();
    } catch (NetworkException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * The exit status of {@code docker exec} for a command that could not be run; empty for what the
   * daemon refuses before it answers (daemon/exec.go:ContainerExecStart).
   */
  default OptionalInt failedExec(EngineException e) {
    if (!e.getMessage().startsWith(StartFailure.EXEC)) {
      return OptionalInt.empty();
    }
    boolean onFile = e.getMessage().endsWith(StartFailure.MOUNTED_ON_FILE);
    return OptionalInt.of(onFile ? 127 : e.startStatus());
  }

  /**
   * The registry cannot be reached.
   *
   * @param why in the words of Go's package net
   */
  default String registryUnreachable(ImageReference reference, String why) {
    boolean late = why.startsWith("dial tcp ") && why.endsWith(": i/o timeout");
    return "Get \""
        + (ImageReference.scheme(reference.server()) + reference.server() + "/v2/\": ")
        + (late
            ? "net/http: request canceled while waiting for connection (Client.Timeout exceeded"
                + " while awaiting headers)"
            : why);
  }

  /**
   * Why a container that has a link on the default bridge cannot start.
   *
   * @param alias by which the parent knows the child
   */
  default Optional<String> linkProblem(Container parent, String alias, Container child) {
    return Links.problem(parent, alias, child);
  }

  /** Why a setting cannot be given for a container as a whole. */
  default Optional<String> sysctlRefused(String key) {
    return Optional.empty();
  }
}
