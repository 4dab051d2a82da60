package passerelle.sim.userland.process;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.ToolFailure;

/** The command line of {@code nsenter}. */
final class NsenterOptions {
  /** Without a fork, too: what is run is waited for in either case. */
  private static final String KNOWN = "aC::i::u::n::p::m::t:F";

  private static final String LONG =
      """
      all=a cgroup=C ipc=i uts=u net=n pid=p mount=m target=t user=U time=T setuid=S setgid=G root=r
      wd=w wdns=W env=e no-fork=F join-cgroup=c follow-context=Z preserve-credentials user-parent
      help=h version=V
      """;

  private final List<String> rest;
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
  private final Optional<String> target;
  private final Optional<String> file;

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
  }

  NsenterOptions(Process self) throws ToolFailure {
    Getopt read = Getopt.parse("+" + KNOWN + "U::T::S:G:r::w::W:ecZhV", LONG, self.arguments());
    read.orExit(self, "nsenter", 1, "Try 'nsenter --help' for more information.\n");
    read.only(self, "nsenter", KNOWN);
    for (Kind kind : Kind.values()) {
      Optional<String> given = read.value("" + kind.letter);
      if (given.filter(path -> kind != Kind.NET && !path.isEmpty()).isPresent()) {
        throw ToolFailure.notModelled("nsenter", "option -" + kind.letter + given.get());
      }
      if (given.isPresent() || read.has("a")) {
        kinds.add(kind);
      }
    }
    target = read.value("t");
    file = read.value("n").filter(path -> !path.isEmpty());
    rest = read.operands();
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
    return target.orElseThrow(() -> new ToolFailure(1, "nsenter: no target PID specified\n"));
  }

  /** What is run there; nothing for a shell. */
  List<String> command() {
    return rest;
  }
}
