package passerelle.sim.userland.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import passerelle.gotemplate.GoQuote;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.AccountFile;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Align;
import passerelle.text.WordList;

/**
 * {@code lsns} of util-linux 2.41: the namespaces of all processes that /proc shows, by their links
 * in {@code /proc/PID/ns}, and those of networks that a file keeps.
 */
public final class LsnsTool implements LabKernel.Tool {
  private static final List<String> TYPES =
      List.of("mnt", "net", "ipc", "user", "pid", "uts", "cgroup", "time");

  private static final List<String> NUMBERS = List.of("NS", "NPROCS", "PID", "PPID", "UID");

  private static final List<String> COLUMNS =
      WordList.of("NS TYPE PATH NPROCS PID PPID COMMAND UID USER NETNSID NSFS PNS ONS");

  private static final String OPTIONS =
      """
      type=t task=p list=l noheadings=n output=o json=J raw=r notruncate=u nowrap=W help=h version=V
      """;

  /** A namespace, with the processes in it from the lowest number on; a kept one may have none. */
  private record Found(String type, long inode, List<Integer> processes) {}

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    Getopt options = Getopt.parse("t:p:lrno:JuWhV", OPTIONS, kernel.process().arguments());
    options.orExit(kernel.process(), "lsns", 1, "Try 'lsns --help' for more information.\n");
    if (options.has("V")) {
      kernel.out("lsns from util-linux 2.41\n");
      return 0;
    }
    kernel.out(new Listing(kernel, options).print());
    return 0;
  }

  /** One list. */
  private static final class Listing {
    private final KernelView kernel;
    private final FileSystem files;
    private final Getopt options;

    /** The network namespaces that files keep, by the path of the file. */
    private final Map<String, Netns> kept = new TreeMap<>();

    Listing(KernelView kernel, Getopt options) {
      this.kernel = kernel;
      this.files = kernel.files();
      this.options = options;
      for (String directory : List.of("/run/docker/netns", "/run/netns")) {
        for (String name : names(directory)) {
          String path = directory + "/" + name;
          files.namespace(path).ifPresent(netns -> kept.put(path, netns));
        }
      }
    }

    String print() throws ToolFailure {
      String type = options.value("t").orElse("");
      if (!type.isEmpty() && !TYPES.contains(type)) {
        throw new ToolFailure(1, "lsns: unknown namespace type: " + type + "\n");
      }
      if (!options.operands().isEmpty()) {
        return ofOne(options.operands().get(0));
      }
      String task = options.value("p").orElse("");
      if (!task.matches("[0-9]*")) {
        throw new ToolFailure(1, "lsns: invalid PID argument: '" + task + "'\n");
      }
      List<Found> shown =
          namespaces().values().stream()
              .filter(found -> type.isEmpty() || type.equals(found.type()))
              .filter(found -> task.isEmpty() || found.processes().contains(Integer.valueOf(task)))
              .toList();
      if (shown.isEmpty() && !task.isEmpty()) {
        throw new ToolFailure(1, "lsns: not found namespace for task: " + task + "\n");
      }
      String usual = "NS,TYPE,NPROCS,PID,USER" + (type.equals("net") ? ",NETNSID,NSFS" : "");
      return table("namespaces", columns(usual + ",COMMAND"), shown);
    }

    /** The processes of a namespace. */
    private String ofOne(String inode) throws ToolFailure {
      if (!inode.matches("[0-9]{1,18}")) {
        throw new ToolFailure(1, "lsns: invalid namespace argument: '" + inode + "'\n");
      }
      Found found = namespaces().get(Long.valueOf(inode));
      if (found == null) {
        throw new ToolFailure(1, "lsns: not found namespace: " + inode + "\n");
      }
      List<Found> each =
          found.processes().stream()
              .map(pid -> new Found(found.type(), found.inode(), List.of(pid)))
              .toList();
      return table("processes", columns("PID,PPID,USER,COMMAND"), each);
    }

    private List<String> columns(String usual) throws ToolFailure {
      String asked = options.value("o").orElse("").toUpperCase(Locale.ROOT);
      String all = asked.isEmpty() || asked.startsWith("+") ? usual + asked : asked;
      List<String> columns = List.of(all.replace('+', ',').split(","));
      for (String column : columns) {
        if (!COLUMNS.contains(column)) {
          throw new ToolFailure(1, "lsns: unknown column: " + column + "\n");
        }
        if (column.matches("[PO]NS")) {
          throw ToolFailure.notModelled("lsns", "column " + column);
        }
      }
      return columns;
    }

    private Map<Long, Found> namespaces() {
      Map<Long, Found> all = new TreeMap<>();
      names("/proc").stream()
          .filter(name -> name.matches("[0-9]{1,9}"))
          .map(Integer::valueOf)
          .sorted()
          .forEach(pid -> TYPES.forEach(type -> add(all, pid, type)));
      for (Netns netns : kept.values()) {
        long inode = kernel.lab().inode(netns);
        all.computeIfAbsent(inode, i -> new Found("net", i, new ArrayList<>()));
      }
      return all;
    }

    private void add(Map<Long, Found> all, int pid, String type) {
      files
          .readLink("/proc/" + pid + "/ns/" + type)
          .map(target -> Long.valueOf(target.replaceAll("\\D", "")))
          .map(inode -> all.computeIfAbsent(inode, i -> new Found(type, i, new ArrayList<>())))
          .ifPresent(found -> found.processes().add(pid));
    }

    private List<String> names(String directory) {
      try {
        return files.list(directory);
      } catch (FileError none) {
        return List.of();
      }
    }

    private String value(Found found, String column) {
      String pid = found.processes().isEmpty() ? "" : "" + found.processes().get(0);
      String uid = pid.isEmpty() ? "0" : status(pid, "Uid");
      return switch (column) {
        case "NS" -> "" + found.inode();
        case "TYPE" -> found.type();
        case "PATH" -> pid.isEmpty() ? "" : "/proc/" + pid + "/ns/" + found.type();
        case "NPROCS" -> "" + found.processes().size();
        case "PID" -> pid;
        case "PPID" -> pid.isEmpty() ? "" : status(pid, "PPid");
        case "UID" -> uid;
        case "USER" ->
            AccountFile.of(files, AccountFile.USERS).name(Integer.parseInt(uid)).orElse(uid);
        case "NETNSID" -> pid.isEmpty() || !found.type().equals("net") ? "" : id(pid);
        case "NSFS" -> file(found.inode());
        default -> files.text("/proc/" + pid + "/cmdline").orElse("").replace('\0', ' ').strip();
      };
    }

    private String status(String pid, String field) {
      return files.text("/proc/" + pid + "/status").stream()
          .flatMap(String::lines)
          .filter(line -> line.startsWith(field + ":"))
          .map(line -> line.split("\\s+")[1])
          .findFirst()
          .orElse("0");
    }

    /** What the namespace is called in this one (RTM_GETNSID). */
    private String id(String pid) {
      OptionalInt id =
          files
              .namespace("/proc/" + pid + "/ns/net")
              .map(netns -> kernel.rtnl().netnsId(netns))
              .orElse(OptionalInt.empty());
      return id.isPresent() ? "" + id.getAsInt() : "unassigned";
    }

    private String file(long inode) {
      return kept.entrySet().stream()
          .filter(entry -> kernel.lab().inode(entry.getValue()) == inode)
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse("");
    }

    private String table(String name, List<String> columns, List<Found> shown) {
      List<List<String>> rows = new ArrayList<>();
      for (Found found : shown) {
        rows.add(columns.stream().map(column -> value(found, column)).toList());
      }
      if (options.has("J")) {
        return json(name, columns, rows);
      }
      if (!options.has("n")) {
        rows.add(0, columns);
      }
      if (options.has("r")) {
        return rows.stream().map(Listing::raw).collect(Collectors.joining());
      }
      int[] widths = new int[columns.size()];
      rows.forEach(row -> Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length())));
      return rows.stream()
          .map(row -> line(columns, row, widths) + "\n")
          .collect(Collectors.joining());
    }

    private static String line(List<String> columns, List<String> row, int[] widths) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        boolean right = NUMBERS.contains(columns.get(i)) || columns.get(i).equals("NETNSID");
        boolean last = i + 1 == row.size();
        line.append(i > 0 ? " " : "");
        line.append(
            right
                ? Align.right(row.get(i), widths[i])
                : Align.left(row.get(i), last ? 0 : widths[i]));
      }
      return line.toString();
    }

    /** For scripts: a blank in a field is none between two. */
    private static String raw(List<String> row) {
      return row.stream()
          .map(field -> field.replace("\\", "\\x5c").replace(" ", "\\x20"))
          .collect(Collectors.joining(" ", "", "\n"));
    }

    private static String json(String name, List<String> columns, List<List<String>> rows) {
      List<String> objects = new ArrayList<>();
      for (List<String> row : rows) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
          String text = row.get(i);
          boolean bare = NUMBERS.contains(columns.get(i));
          String value = text.isEmpty() ? "null" : bare ? text : GoQuote.quote(text);
          fields.add(
              "         \"%s\": %s".formatted(columns.get(i).toLowerCase(Locale.ROOT), value));
        }
        objects.add("{\n" + String.join(",\n", fields) + "\n      }");
      }
      return "{\n   \"%s\": [\n      %s\n   ]\n}\n".formatted(name, String.join(",", objects));
    }
  }
}
