package passerelle.sim.userland.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Sink;
import passerelle.sim.process.VirtualFiles;
import passerelle.sim.tty.Tty;
import passerelle.sim.userland.sysctl.ProcNet;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.text.WordList;
import passerelle.text.WordSet;

/**
 * {@code /proc} as one PID namespace sees it: a directory for every process ({@code
 * fs/proc/base.c}), with the namespaces that it is in ({@code fs/proc/namespaces.c}).
 */
public record ProcFiles(LabKernel kernel, Seen seen) implements VirtualFiles {
  /** What {@code uname -srv} says, too, and who is said to have built it. */
  private static final String VERSION =
      "Linux version 6.18.0 (passerelle@lab) (gcc (Debian 14.2.0-19) 14.2.0,"
          + " GNU ld (GNU Binutils for Debian) 2.44) #1 SMP PREEMPT_DYNAMIC\n";

  private static final List<String> NAMESPACES =
      WordList.of("cgroup ipc mnt net pid pid_for_children time time_for_children user uts");
  private static final List<String> DESCRIPTORS = List.of("0", "1", "2");
  private static final Set<String> FILES =
      WordSet.of("cgroup cmdline comm environ gid_map mounts setgroups status uid_map");

  /** All users are those of the initial namespace, the only one here (uid_m_show). */
  private static final String ALL_USERS = "%10d %10d %10d\n".formatted(0, 0, 0xffff_ffffL);

  private static final Set<String> LINKS = Set.of("cwd", "exe", "root");

  /** Where the numbers of pipes begin here. */
  private static final int PIPES = 20_000;

  /** TASK_COMM_LEN, without the zero at the end. */
  private static final int NAME_LENGTH = 15;

  /** The processes that are shown: those of the PID namespace of a place. */
  public interface Seen {
    /** In whose PID namespace they are. */
    Place place();

    /** By their numbers here, in the order of their start. */
    default Map<Integer, Process> processes() {
      Map<Integer, Process> seen = new LinkedHashMap<>();
      Place place = place();
      place.processes().forEach(p -> place.number(p).ifPresent(number -> seen.put(number, p)));
      return seen;
    }

    /** The control group of a process, from the root of those that are seen here. */
    String controlGroup(Process process);
  }

  /** Those that a place sees which has mounted {@code /proc} itself. */
  private record Own(Place place) implements Seen {
    @Override
    public String controlGroup(Process process) {
      return place.isContainer() ? "/" : "/user.slice/user-0.slice/session-1.scope";
    }
  }

  /** Mounts {@code /proc} anew: it shows the processes of the PID namespace of the place. */
  static void mount(LabKernel kernel, Place place) {
    place.files().mount("/proc", new ProcFiles(kernel, new Own(place)));
  }

  /** A path below the directory of a process. */
  private record Inside(int pid, Process process, String rest) {}

  private Optional<Inside> inside(String path) {
    String[] parts = path.split("/", 2);
    if (!parts[0].matches("[1-9][0-9]{0,8}")) {
      return Optional.empty();
    }
    int pid = Integer.parseInt(parts[0]);
    String rest = parts.length > 1 ? parts[1] : "";
    return Optional.ofNullable(seen.processes().get(pid)).map(p -> new Inside(pid, p, rest));
  }

  @Override
  public Optional<List<String>> list(String path) {
    if (path.isEmpty()) {
      List<String> names = new ArrayList<>();
      seen.processes().keySet().forEach(pid -> names.add(pid.toString()));
      names.addAll(List.of("loadavg", "mounts", "net", "self", "sys", "version"));
      return Optional.of(names.stream().sorted().toList());
    }
    if (path.equals("sys")) {
      return Optional.of(List.of("net"));
    }
    return inside(path).flatMap(ProcFiles::list);
  }

  private static Optional<List<String>> list(Inside at) {
    return switch (at.rest()) {
      case "" -> {
        List<String> names = new ArrayList<>(FILES);
        names.addAll(LINKS);
        names.addAll(List.of("fd", "net", "ns"));
        yield Optional.of(names.stream().sorted().toList());
      }
      case "ns" -> Optional.of(NAMESPACES);
      case "fd" -> Optional.of(descriptors(at.process()));
      default -> network(at).flatMap(path -> new ProcNet(at.process().netns()).list(path));
    };
  }

  private static List<String> descriptors(Process process) {
    Stream<String> handed = process.descriptors().numbers().stream().map(Object::toString);
    return Stream.concat(DESCRIPTORS.stream(), handed).toList();
  }

  @Override
  public Optional<List<String>> list(String path, Optional<Process> reader) {
    boolean own =
        inside(path)
            .filter(at -> at.rest().equals("fd") && reader.filter(at.process()::equals).isPresent())
            .isPresent();
    Optional<List<String>> names = list(path);
    // What it reads the directory by is the next one.
    return own
        ? names.map(n -> Stream.concat(n.stream(), Stream.of("" + DESCRIPTORS.size())).toList())
        : names;
  }

  /** The path below {@code net} of a process. */
  private static Optional<String> network(Inside at) {
    return at.rest().equals("net") || at.rest().startsWith("net/")
        ? Optional.of(at.rest().replaceFirst("net/?", ""))
        : Optional.empty();
  }

  @Override
  public Optional<byte[]> read(String path, Optional<Process> reader) {
    Optional<Inside> status = inside(path).filter(at -> at.rest().equals("status"));
    boolean runs = status.flatMap(at -> reader.filter(at.process()::equals)).isPresent();
    return runs
        ? Optional.of(status(status.get(), "R (running)").getBytes(StandardCharsets.UTF_8))
        : read(path);
  }

  private Optional<Sink> sink(String path) {
    return inside(path)
        .filter(at -> at.rest().matches("fd/[0-9]{1,4}"))
        .flatMap(at -> at.process().descriptors().sink(Integer.parseInt(at.rest().substring(3))));
  }

  @Override
  public void write(String path, byte[] contents) throws FileError {
    sink(path).orElseThrow(() -> new FileError(Errno.EACCES)).write(contents);
  }

  @Override
  public Optional<byte[]> read(String path) {
    return switch (path) {
      case "loadavg" -> Optional.of(load());
      case "version" -> Optional.of(VERSION.getBytes(StandardCharsets.UTF_8));
      default -> inside(path).flatMap(this::read);
    };
  }

  /**
   * A machine with nothing to do: {@code loadavg_proc_show} with the number of the last process.
   */
  private byte[] load() {
    int last = seen.processes().keySet().stream().max(Integer::compare).orElse(1);
    String text = "0.00 0.00 0.00 1/%s %s\n".formatted(seen.processes().size(), last);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Optional<byte[]> read(Inside at) {
    Process process = at.process();
    if (at.rest().matches("fd/[0-9]+")) {
      int number = Integer.parseInt(at.rest().substring(3));
      return process.descriptors().read(number);
    }
    Optional<String> text =
        switch (at.rest()) {
          case "cmdline" -> Optional.of(String.join("\0", process.argv()) + "\0");
          case "comm" -> Optional.of(name(process) + "\n");
          case "cgroup" -> Optional.of("0::" + seen.controlGroup(process) + "\n");
          case "environ" -> Optional.of(environment(process));
          case "mounts" -> Optional.of(MountList.table(process));
          case "setgroups" -> Optional.of("allow\n");
          case "uid_map", "gid_map" -> Optional.of(ALL_USERS);
          case "status" ->
              Optional.of(status(at, process.isSuspended() ? "T (stopped)" : "S (sleeping)"));
          default -> Optional.empty();
        };
    return text.map(t -> t.getBytes(StandardCharsets.UTF_8))
        .or(() -> network(at).flatMap(inner -> new ProcNet(process.netns()).read(inner)));
  }

  private static String environment(Process process) {
    StringBuilder out = new StringBuilder();
    process.environment().forEach((key, value) -> out.append(key + "=" + value + "\0"));
    return out.toString();
  }

  private static String name(Process process) {
    String name = process.name().replaceFirst("^-", "");
    return name.substring(0, Math.min(NAME_LENGTH, name.length()));
  }

  /** {@code proc_pid_status}, without memory and processors. */
  private String status(Inside at, String state) {
    Process process = at.process();
    int parent =
        process
            .parent()
            .map(p -> numberOf(p).orElse(0))
            .orElse(at.pid() == 1 || process.place().isContainer() ? 0 : 1);
    String inner = process.pid() == at.pid() ? "" : "\t" + process.pid();
    long mask = mask(process.capabilities());
    boolean confined = process.place().isContainer();
    StringBuilder out = new StringBuilder();
    out.append("Name:\t").append(name(process)).append('\n');
    out.append("Umask:\t0022\n");
    out.append("State:\t").append(state);
    out.append(
        "\nTgid:\t%s\nNgid:\t0\nPid:\t%s\nPPid:\t%s\n".formatted(at.pid(), at.pid(), parent));
    out.append("TracerPid:\t0\n");
    int uid = process.user().uid();
    int gid = process.user().gid();
    out.append("Uid:\t%1$s\t%1$s\t%1$s\t%1$s\nGid:\t%2$s\t%2$s\t%2$s\t%2$s\n".formatted(uid, gid));
    out.append("FDSize:\t64\nGroups:\t");
    process.user().allGroups().stream().sorted().forEach(group -> out.append(group).append(' '));
    out.append('\n');
    for (String kind : List.of("NStgid", "NSpid", "NSpgid", "NSsid")) {
      out.append("%s:\t%s%s\n".formatted(kind, at.pid(), inner));
    }
    out.append("Threads:\t1\n");
    out.append("CapInh:\t%016x\nCapPrm:\t%016x\nCapEff:\t%016x\n".formatted(0, mask, mask));
    out.append("CapBnd:\t%016x\nCapAmb:\t%016x\n".formatted(mask, 0));
    out.append("NoNewPrivs:\t0\nSeccomp:\t%s\n".formatted(confined ? 2 : 0));
    return out.toString();
  }

  private static long mask(Set<Capability> capabilities) {
    return capabilities.stream().mapToLong(c -> 1L << c.ordinal()).sum();
  }

  private Optional<Integer> numberOf(Process process) {
    return seen.processes().entrySet().stream()
        .filter(e -> e.getValue() == process)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public Optional<String> readLink(String path, Optional<Process> reader) {
    if (path.equals("mounts")) {
      return Optional.of("self/mounts");
    }
    if (path.equals("self")) {
      return reader.flatMap(this::numberOf).map(Object::toString);
    }
    return inside(path).flatMap(this::readLink);
  }

  private Optional<String> readLink(Inside at) {
    Process process = at.process();
    String kind = at.rest().replaceFirst("^ns/", "");
    if (at.rest().startsWith("ns/") && NAMESPACES.contains(kind)) {
      String type = kind.replace("_for_children", "");
      return Optional.of(type + ":[" + kernel.namespaceInode(process, type) + "]");
    }
    if (at.rest().startsWith("fd/") && DESCRIPTORS.contains(at.rest().substring(3))) {
      return Optional.of(descriptor(process, Integer.parseInt(at.rest().substring(3))));
    }
    return switch (at.rest()) {
      case "cwd" -> Optional.of(process.directory());
      case "root" -> Optional.of("/");
      case "exe" -> process.place().tools().find(process.argv().get(0)).map(tool -> tool.path());
      default -> Optional.empty();
    };
  }

  /** A terminal, a pipe, or nothing to read from; what else is open is not told apart from one. */
  private static String descriptor(Process process, int number) {
    Optional<Tty> terminal =
        switch (number) {
          case 0 -> Tty.of(process.stdin().source());
          case 1 -> Tty.of(process.stdout().sink());
          default -> Tty.of(process.stderr().sink());
        };
    boolean nothing = number == 0 && process.stdin().source().atEnd();
    return terminal
        .map(tty -> "/dev/" + tty.name())
        .orElse(nothing ? "/dev/null" : "pipe:[" + (PIPES + 3 * process.hostPid() + number) + "]");
  }

  @Override
  public Optional<Netns> namespace(String path) {
    return inside(path).filter(at -> at.rest().equals("ns/net")).map(at -> at.process().netns());
  }
}
