package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.kernel.Capability;
import passerelle.sim.process.Process;
import passerelle.sim.process.Surroundings;

/** {@code ulimit} and {@code times}: what a process may use of the machine, and what it used. */
record LimitBuiltins(Process self, ShellState shell, Complaints complaints) {
  private static final String USAGE = "ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]";

  /** What may be open, of which programs get as many as have always been there. */
  private static final long FILES = 524_288;

  /**
   * What can be limited ({@code getrlimit(2)}).
   *
   * @param bash as bash lists it: name and unit
   * @param ash as BusyBox lists it, empty for what it does not know
   * @param dash as dash lists it, empty for what it does not know
   */
  private record Resource(
      char letter, String bash, String ash, String dash, long soft, long hard) {}

  private static final long NONE = Surroundings.UNLIMITED;
  private static final List<Resource> ALL =
      List.of(
          new Resource('R', "real-time non-blocking time|microseconds, ", "", "", NONE, NONE),
          new Resource('c', "core file size|blocks, ", " (blocks)", "coredump(blocks)", 0, NONE),
          new Resource('d', "data seg size|kbytes, ", " (kb)", "data(kbytes)", NONE, NONE),
          new Resource('e', "scheduling priority|", "-", "", 0, 0),
          new Resource('f', "file size|blocks, ", " (blocks)", "file(blocks)", NONE, NONE),
          new Resource('i', "pending signals|", "-", "", 2000, 2000),
          new Resource(
              'l', "max locked memory|kbytes, ", " (kb)", "locked memory(kbytes)", 8192, 8192),
          new Resource('m', "max memory size|kbytes, ", " (kb)", "memory(kbytes)", NONE, NONE),
          new Resource('n', "open files|", "-", "nofiles", 1024, FILES),
          new Resource('p', "pipe size|512 bytes, ", "", "", 8, 8),
          new Resource('q', "POSIX message queues|bytes, ", " (bytes)", "", 819_200, 819_200),
          new Resource('r', "real-time priority|", "-", "rtprio", 0, 0),
          new Resource('s', "stack size|kbytes, ", " (kb)", "stack(kbytes)", 8192, NONE),
          new Resource('t', "cpu time|seconds, ", " (seconds)", "time(seconds)", NONE, NONE),
          new Resource('u', "max user processes|", "-", "process", 2000, 2000),
          new Resource('v', "virtual memory|kbytes, ", " (kb)", "vmemory(kbytes)", NONE, NONE),
          new Resource('x', "file locks|", "-", "locks", NONE, NONE));

  /** dash lists in an order of its own; -p is its letter for processes, -w for locks. */
  private static final String DASH_ORDER = "tfdscmlunvxr";

  private static final String DASH_LETTERS = "tfdscmlpnvwr";

  void register(Map<String, Builtin> builtins) {
    builtins.put("ulimit", this::ulimit);
    builtins.put("times", this::times);
  }

  /** Computing takes no time in the lab. */
  private int times(List<String> arguments) {
    String none =
        complaints.worded("0m0.000s 0m0.000s\n", "0m0.00s 0m0.00s\n", "0m0.000000s 0m0.000000s\n");
    self.stdout().print(none + none);
    return 0;
  }

  private int ulimit(List<String> arguments) {
    boolean soft = false;
    boolean hard = false;
    List<Resource> wanted = new ArrayList<>();
    int i = 0;
    while (i < arguments.size() && arguments.get(i).matches("-[^0-9].*")) {
      for (char letter : arguments.get(i++).substring(1).toCharArray()) {
        Optional<Resource> resource = find(letter);
        soft |= letter == 'S';
        hard |= letter == 'H';
        if (letter == 'a') {
          return all(hard);
        } else if (resource.isPresent()) {
          wanted.add(resource.get());
        } else if (letter != 'S' && letter != 'H') {
          return unknown(letter);
        }
      }
    }
    if (wanted.isEmpty()) {
      wanted.add(find('f').orElseThrow());
    }
    if (i < arguments.size()) {
      return set(wanted.get(wanted.size() - 1), arguments.get(i), soft || !hard, hard || !soft);
    }
    for (Resource resource : wanted) {
      boolean named = wanted.size() > 1 && !complaints.isDash();
      self.stdout().println((named ? label(resource) : "") + shown(resource, hard));
    }
    return 0;
  }

  private int unknown(char letter) {
    return switch (shell.dialect) {
      case BASH -> complaints.usage("ulimit", "-" + letter + ": invalid option", USAGE);
      case ASH -> self.stderr().println("ulimit: invalid option -- '" + letter + "'", 1);
      case DASH -> complaints.fail("ulimit", "Illegal option -" + letter, 2);
    };
  }

  private Optional<Resource> find(char letter) {
    int own = complaints.isDash() ? DASH_LETTERS.indexOf(letter) : -1;
    char common = own >= 0 ? DASH_ORDER.charAt(own) : letter;
    boolean known = own >= 0 || !complaints.isDash();
    return ALL.stream()
        .filter(one -> known && one.letter() == common)
        .filter(one -> shell.dialect != Dialect.ASH || !one.ash().isEmpty())
        .findFirst();
  }

  private int all(boolean hard) {
    if (complaints.isDash()) {
      for (char letter : DASH_LETTERS.toCharArray()) {
        Resource resource = find(letter).orElseThrow();
        String name = resource.dash();
        self.stdout()
            .println(name + " ".repeat(Math.max(1, 21 - name.length())) + shown(resource, hard));
      }
      return 0;
    }
    for (Resource resource : ALL) {
      if (complaints.isBash() || !resource.ash().isEmpty()) {
        self.stdout().println(label(resource) + shown(resource, hard));
      }
    }
    return 0;
  }

  private String label(Resource resource) {
    int bar = resource.bash().indexOf('|');
    String name = resource.bash().substring(0, bar);
    if (complaints.isBash()) {
      String unit = "(" + resource.bash().substring(bar + 1) + "-" + resource.letter() + ") ";
      int blanks = Math.max(1, 21 - name.length()) + 20 - unit.length();
      return name + " ".repeat(blanks) + unit;
    }
    String whole = name + resource.ash().replace("-", "");
    return whole + " ".repeat(Math.max(1, 32 - whole.length())) + "(-" + resource.letter() + ") ";
  }

  private long[] limit(Resource resource) {
    return self.surroundings().limit("" + resource.letter(), resource.soft(), resource.hard());
  }

  private String shown(Resource resource, boolean hard) {
    long value = limit(resource)[hard ? 1 : 0];
    return value == NONE ? "unlimited" : "" + value;
  }

  private int set(Resource resource, String word, boolean soft, boolean hard) {
    long[] limit = limit(resource);
    boolean number = word.matches("[0-9]{1,18}");
    if (!number && !word.matches("unlimited|hard|soft")) {
      return switch (shell.dialect) {
        case BASH -> complaints.fail("ulimit", word + ": invalid number", 1);
        case ASH -> complaints.tool("ulimit", "invalid number '" + word + "'", 1);
        case DASH -> complaints.fail("ulimit", "bad number", 2);
      };
    }
    long value =
        number
            ? Long.parseLong(word)
            : word.equals("unlimited") ? NONE : limit[word.equals("hard") ? 1 : 0];
    boolean above = limit[1] != NONE && (value == NONE || value > limit[1]);
    if (above && !(hard && self.has(Capability.SYS_RESOURCE))) {
      String name = resource.bash().substring(0, resource.bash().indexOf('|'));
      String why = "Operation not permitted";
      return switch (shell.dialect) {
        case BASH -> complaints.fail("ulimit", name + ": cannot modify limit: " + why, 1);
        case ASH -> complaints.tool("ulimit", "error setting limit: " + why, 1);
        case DASH -> complaints.fail("ulimit", "error setting limit (" + why + ")", 2);
      };
    }
    limit[0] = soft ? value : limit[0];
    limit[1] = hard ? value : limit[1];
    return 0;
  }
}
