package passerelle.sim.userland.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * {@code lsns} of util-linux: the namespaces of all processes that /proc shows, by their links in
 * {@code /proc/PID/ns}.
 */
public final class LsnsTool implements LabKernel.Tool {
  private static final List<String> TYPES =
      List.of("mnt", "net", "ipc", "user", "pid", "uts", "cgroup", "time");

  /** A namespace, with the processes in it from the lowest number on. */
  private record Found(String type, long inode, List<Integer> processes) {}

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    Process self = kernel.process();
    Getopt options =
        Getopt.parse(
            "t:p:lrno:JuW", "type=t task=p list=l noheadings=n output=o", self.arguments());
    if (options.error().isPresent()) {
      throw new ToolFailure(
          1, "lsns: " + options.error().get() + "\nTry 'lsns --help' for more information.\n");
    }
    for (Getopt.Option option : options.options()) {
      if (List.of("o", "J", "r", "u").contains(option.name())) {
        throw ToolFailure.notModelled("lsns", "option -" + option.name());
      }
    }
    Optional<String> type = options.value("t");
    if (type.isPresent() && !TYPES.contains(type.get())) {
      throw new ToolFailure(1, "lsns: unknown namespace type: " + type.get() + "\n");
    }
    Optional<String> task = options.value("p");
    Map<Long, Found> all = namespaces(self.files());
    List<Found> shown = new ArrayList<>();
    for (Found found : all.values()) {
      boolean wanted = type.isEmpty() || type.get().equals(found.type());
      boolean of =
          task.isEmpty() || found.processes().stream().anyMatch(p -> task.get().equals("" + p));
      if (wanted && of) {
        shown.add(found);
      }
    }
    if (shown.isEmpty() && task.isPresent()) {
      throw new ToolFailure(1, "lsns: not found namespace for task: " + task.get() + "\n");
    }
    kernel.out(table(self.files(), shown, type.filter("net"::equals).isPresent(), options));
    return 0;
  }

  private static Map<Long, Found> namespaces(FileSystem files) {
    Map<Long, Found> all = new TreeMap<>();
    for (int pid : numbers(files)) {
      for (String type : TYPES) {
        files
            .readLink("/proc/" + pid + "/ns/" + type)
            .ifPresent(
                target -> {
                  long inode = Long.parseLong(target.replaceAll("\\D", ""));
                  all.computeIfAbsent(inode, i -> new Found(type, i, new ArrayList<>()))
                      .processes()
                      .add(pid);
                });
      }
    }
    return all;
  }

  private static List<Integer> numbers(FileSystem files) {
    try {
      return files.list("/proc").stream()
          .filter(name -> name.matches("[0-9]{1,9}"))
          .map(Integer::parseInt)
          .sorted()
          .toList();
    } catch (FileError none) {
      return List.of();
    }
  }

  private static String table(FileSystem files, List<Found> shown, boolean net, Getopt options) {
    List<List<String>> rows = new ArrayList<>();
    List<String> titles = new ArrayList<>(List.of("NS", "TYPE", "NPROCS", "PID", "USER"));
    titles.addAll(net ? List.of("NETNSID", "NSFS", "COMMAND") : List.of("COMMAND"));
    if (!options.has("n")) {
      rows.add(titles);
    }
    for (Found found : shown) {
      int first = found.processes().get(0);
      List<String> row = new ArrayList<>();
      row.add("" + found.inode());
      row.add(found.type());
      row.add("" + found.processes().size());
      row.add("" + first);
      row.add("root");
      if (net) {
        row.add("unassigned");
        row.add(mounted(files, found.inode()));
      }
      row.add(command(files, first));
      rows.add(row);
    }
    return aligned(rows, List.of("NS", "NPROCS", "PID", "NETNSID"), titles);
  }

  /** Where a network namespace is mounted as a file. */
  private static String mounted(FileSystem files, long inode) {
    for (String directory : List.of("/run/netns", "/run/docker/netns", "/var/run/docker/netns")) {
      try {
        for (String name : files.list(directory)) {
          String path = directory + "/" + name;
          if (files.namespace(path).isPresent()
              && files.readLink(path).orElse("").contains("" + inode)) {
            return path;
          }
        }
      } catch (FileError none) {
        continue;
      }
    }
    return "";
  }

  private static String command(FileSystem files, int pid) {
    return files
        .text("/proc/" + pid + "/cmdline")
        .map(words -> words.replace('\0', ' ').strip())
        .orElse("");
  }

  private static String aligned(List<List<String>> rows, List<String> right, List<String> titles) {
    int[] widths = new int[titles.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        boolean last = i + 1 == row.size();
        String format = "%" + (right.contains(titles.get(i)) ? "" : "-") + widths[i] + "s";
        boolean empty = widths[i] == 0;
        line.append(i > 0 ? " " : "");
        line.append(last || empty ? row.get(i) : String.format(Locale.ROOT, format, row.get(i)));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}
