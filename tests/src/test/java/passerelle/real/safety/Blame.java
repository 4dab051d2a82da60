package passerelle.real.safety;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells what labs have done to a machine from what others did meanwhile, who use it, too: make and
 * delete namespaces, start containers, run programs that leave files.
 */
final class Blame {
  /** Documentation addresses are in labs alone, and {@link Labs} gives names to what it makes. */
  private static final Pattern OF_LABS =
      Pattern.compile("passerelle|\\b192\\.0\\.2\\.|\\b198\\.51\\.100\\.|\\b(lan|trial)\\d?\\b");

  /**
   * What others' Passerelle puts among temporary files while it is built (see the launcher) or lets
   * people join: {@link Labs} have a directory of their own for those.
   */
  private static final Pattern OF_OTHER_LABS = Pattern.compile("passerelle(-.+|\\d+\\.owner)");

  /** Files that stand for all that a machine keeps where programs come and go with theirs. */
  private static final Pattern WITNESS = Pattern.compile("witness\\d+");

  private static final Pattern DOCKER = Pattern.compile("\\bdocker0\\b|\\bDOCKER");

  /** Settings of one device, where it is not the one that every namespace has. */
  private static final Pattern OF_DEVICE =
      Pattern.compile("/proc/sys/net/ipv[46]/(conf|neigh)/(?!all/|default/|lo/).*");

  /** Devices, addresses, routes and rules of what comes and goes on a machine. */
  private static final Pattern PASSING =
      Pattern.compile(
          "\\b(veth|br-|virbr|vnet|tap|tun|cni|flannel|cali|docker|lxc|podman)|\\bnsfs\\b");

  private final MachineState lasting;
  private final MachineState before;
  private final boolean dockerIsHere;
  private final List<String> leftOut = new ArrayList<>();

  /**
   * For labs that run from a moment on.
   *
   * @param lasting the machine some time before that
   * @param before the machine at that moment
   */
  Blame(MachineState lasting, MachineState before) {
    this.lasting = lasting;
    this.before = before;
    dockerIsHere =
        before.parts().values().stream()
            .flatMap(Set::stream)
            .anyMatch(line -> DOCKER.matcher(line).find());
  }

  /** A file that nobody but a lab would take from one of the {@link MachineState#TEMPORARY}. */
  static Path witness(String directory) throws IOException {
    return Files.createTempFile(Path.of(directory), "witness", "");
  }

  /** What labs have changed: {@code "ip rule show: + 100: from all..."}. */
  List<String> changes(MachineState after) {
    List<String> ours = new ArrayList<>();
    for (String part : after.parts().keySet()) {
      Set<String> now = after.parts().get(part);
      Set<String> then = before.parts().getOrDefault(part, Set.of());
      for (String line : now) {
        if (!then.contains(line)) {
          (isOfLabs(part, line) ? ours : leftOut).add(part + ": + " + line);
        }
      }
      for (String line : then) {
        if (!now.contains(line)) {
          (isOfTheMachine(part, line) ? ours : leftOut).add(part + ": - " + line);
        }
      }
    }
    return ours;
  }

  /** What others have changed, as far as {@link #changes} has met it. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /** Something new is a lab's when it has its marks, or when nobody makes such things meanwhile. */
  private boolean isOfLabs(String part, String line) {
    return switch (part) {
      case "/proc/self/ns", MachineState.PRIVATE -> true;
      case "/proc/sys/net" -> !OF_DEVICE.matcher(line).matches() || hasMarks(line);
      case "/tmp", "/var/tmp" -> !OF_OTHER_LABS.matcher(line).matches() && hasMarks(line);
      default -> hasMarks(line);
    };
  }

  private boolean hasMarks(String line) {
    return OF_LABS.matcher(line).find() || !dockerIsHere && DOCKER.matcher(line).find();
  }

  /**
   * Something gone is the machine's when it has been there for a while, and is no passing thing:
   * among temporary files, a witness.
   */
  private boolean isOfTheMachine(String part, String line) {
    if (MachineState.TEMPORARY.contains(part)) {
      return WITNESS.matcher(line).matches();
    }
    return lasting.parts().getOrDefault(part, Set.of()).contains(line)
        && !PASSING.matcher(line).find()
        && !OF_DEVICE.matcher(line).matches();
  }
}
