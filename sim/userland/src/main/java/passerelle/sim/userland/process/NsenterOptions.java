package passerelle.sim.userland.process;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.userland.tool.ToolFailure;

/** The command line of {@code nsenter}. */
final class NsenterOptions {
  private final List<String> rest;
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
  private Optional<String> target = Optional.empty();
  private Optional<String> file = Optional.empty();

  /** A kind of namespace, in the order in which they are entered. */
  enum Kind {
    CGROUP('C', "cgroup"),
    IPC('i', "ipc"),
    UTS('u', "uts"),
    NET('n', "net"),
    PID('p', "pid"),
    MOUNT('m', "mnt");

    private final char letter;
    private final String file;

    Kind(char letter, String file) {
      this.letter = letter;
      this.file = file;
    }

    /** Its name under {@code /proc/PID/ns}. */
    String file() {
      return file;
    }

    private static Optional<Kind> of(String option) {
      for (Kind kind : values()) {
        String word = kind == MOUNT ? "mount" : kind.file;
        if (option.equals("--" + word) || option.equals("-" + kind.letter)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  NsenterOptions(List<String> arguments) throws ToolFailure {
    rest = new ArrayList<>(arguments);
    while (!rest.isEmpty() && rest.get(0).startsWith("-")) {
      String option = rest.remove(0);
      if (option.equals("--")) {
        break;
      }
      read(option);
    }
  }

  private void read(String option) throws ToolFailure {
    Optional<Kind> kind = Kind.of(option);
    if (kind.isPresent()) {
      kinds.add(kind.get());
    } else if (option.equals("-a") || option.equals("--all")) {
      kinds.addAll(EnumSet.allOf(Kind.class));
    } else if (option.equals("-t") || option.equals("--target")) {
      target = rest.isEmpty() ? target : Optional.of(rest.remove(0));
    } else if (option.matches("-t[0-9]+|--target=.+")) {
      target = Optional.of(option.replaceFirst("-t|--target=", ""));
    } else if (option.startsWith("--net=") || option.matches("-n/.*")) {
      kinds.add(Kind.NET);
      file = Optional.of(option.replaceFirst("-n(?=/)|--net=", ""));
    } else if (option.matches("-[Ciunpmta]{2,}")) {
      for (char letter : option.substring(1).toCharArray()) {
        read("-" + letter);
      }
    } else {
      throw ToolFailure.notModelled("nsenter", "option " + option);
    }
  }

  /** The kinds of namespaces that are entered. */
  Set<Kind> kinds() {
    return kinds;
  }

  /** The file that names the network namespace. */
  Optional<String> file() {
    return file;
  }

  /** The process whose namespaces are entered. */
  String target(Kind kind) throws ToolFailure {
    return target.orElseThrow(
        () ->
            new ToolFailure(
                1,
                "nsenter: neither filename nor target pid supplied for ns/" + kind.file() + "\n"));
  }

  /** What is run there; nothing for a shell. */
  List<String> command() {
    return rest;
  }
}
