package passerelle.sim.userland.machine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import passerelle.kernel.Capability;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.AccountFile;

/** {@code capsh} and {@code getpcaps} (libcap 2.75: progs/capsh.c, progs/getpcaps.c). */
final class CapabilityTools {
  /** The bits that are unlocked for whoever has not locked them, one a line. */
  private static final String SECUREBITS =
      """
      Securebits: 00/0x0/1'b0 (no-new-privs=0)
       secure-noroot: no (unlocked)
       secure-no-suid-fixup: no (unlocked)
       secure-keep-caps: no (unlocked)
       secure-no-ambient-raise: no (unlocked)
      """;

  private CapabilityTools() {}

  static void addTo(Toolset.Builder tools) {
    BlockingProgram capsh = CapabilityTools::capsh;
    BlockingProgram getpcaps = CapabilityTools::getpcaps;
    tools.add("/usr/sbin", capsh, "capsh").add("/usr/sbin", getpcaps, "getpcaps");
  }

  private static int capsh(Process self) {
    Set<Capability> left = EnumSet.noneOf(Capability.class);
    left.addAll(self.capabilities());
    List<String> words = self.arguments();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String value = word.substring(word.indexOf('=') + 1);
      if (word.equals("--print")) {
        self.stdout().print(state(self, left));
      } else if (word.equals("--current")) {
        self.stdout().print(current(left));
      } else if (word.startsWith("--decode=")) {
        self.stdout().print(decoded(value));
      } else if (word.startsWith("--drop=")) {
        Optional<Set<Capability>> dropped = named(value);
        if (dropped.isEmpty()) {
          return self.stderr().println("cap[" + value + "] not recognized by library", 1);
        }
        left.removeAll(dropped.get());
      } else if (word.startsWith("--has-p=")) {
        if (!left.containsAll(named(value).orElse(EnumSet.allOf(Capability.class)))) {
          return self.stderr().println("cap[" + value + "] not permitted", 1);
        }
      } else if (word.equals("--")) {
        return shell(self, left, words.subList(i + 1, words.size()));
      } else {
        return self.stderr().println("capsh: Passerelle does not model option " + word, 2);
      }
    }
    return 0;
  }

  private static int shell(Process self, Set<Capability> left, List<String> words) {
    Optional<Toolset.Tool> bash = self.place().tools().find("bash");
    if (bash.isEmpty()) {
      return self.stderr().println("execve '/bin/bash' failed!", 1);
    }
    List<String> argv = new ArrayList<>(List.of("/bin/bash"));
    argv.addAll(words);
    Process child =
        self.spawn(bash.get().program(), argv)
            .inherit(self)
            .capabilities(Set.copyOf(left))
            .create();
    child.start();
    return self.awaitEnd(child);
  }

  private static int getpcaps(Process self) {
    int status = 0;
    for (String word : self.arguments()) {
      if (word.startsWith("-")) {
        return self.stderr().println("getpcaps: Passerelle does not model option " + word, 2);
      }
      if (!word.matches("[0-9]{1,9}")) {
        return self.stderr().println("Cannot parse pid " + word + ": (Invalid argument)", 1);
      }
      Optional<Process> process = self.place().process(Integer.parseInt(word));
      if (process.isPresent()) {
        self.stdout().print(word + ": " + text(process.get().capabilities()) + "\n");
      } else {
        self.stderr().println("Failed to get cap's for process " + word + ": (No such process)");
        status = 1;
      }
    }
    return status;
  }

  private static String state(Process self, Set<Capability> set) {
    int uid = self.user().uid();
    int gid = self.user().gid();
    String user = uid + "(" + name(self, "/etc/passwd", uid) + ")";
    String group = gid + "(" + name(self, "/etc/group", gid) + ")";
    String lists = "Bounding set =" + names(set, "") + "\nAmbient set =\n";
    String inherited = "Current IAB: " + names(others(set), "!") + "\n";
    String who = "uid=" + user + " euid=" + user + "\ngid=" + group + "\ngroups=" + group + "\n";
    return current(set) + lists + inherited + SECUREBITS + who + "Guessed mode: HYBRID (4)\n";
  }

  private static String current(Set<Capability> set) {
    return "Current: " + text(set) + "\n";
  }

  /** {@code cap_to_text}: what most have stands first, the others are told. */
  private static String text(Set<Capability> set) {
    Set<Capability> others = others(set);
    if (others.isEmpty()) {
      return "=ep";
    } else if (set.isEmpty()) {
      return "=";
    }
    return set.size() > others.size() ? "=ep " + names(others, "") + "-ep" : names(set, "") + "=ep";
  }

  private static Set<Capability> others(Set<Capability> set) {
    Set<Capability> others = EnumSet.allOf(Capability.class);
    others.removeAll(set);
    return others;
  }

  private static String names(Set<Capability> set, String before) {
    return EnumSet.allOf(Capability.class).stream()
        .filter(set::contains)
        .map(one -> before + "cap_" + one.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  private static Optional<Set<Capability>> named(String list) {
    Set<Capability> set = EnumSet.noneOf(Capability.class);
    for (String name : list.split(",")) {
      Optional<Capability> one =
          EnumSet.allOf(Capability.class).stream()
              .filter(c -> ("cap_" + c.name()).equalsIgnoreCase(name))
              .findFirst();
      if (one.isEmpty()) {
        return Optional.empty();
      }
      set.add(one.get());
    }
    return Optional.of(set);
  }

  private static String decoded(String hexadecimal) {
    String digits = hexadecimal.replaceFirst("^0[xX]", "");
    long bits = digits.matches("[0-9a-fA-F]{1,16}") ? Long.parseUnsignedLong(digits, 16) : 0;
    Set<Capability> set = EnumSet.noneOf(Capability.class);
    for (Capability one : Capability.values()) {
      if ((bits >> one.ordinal() & 1) != 0) {
        set.add(one);
      }
    }
    return "0x%016x=%s%n".formatted(bits, names(set, "")).replace("\r", "");
  }

  /** The name that a number has in a file of accounts. */
  private static String name(Process self, String file, int number) {
    return AccountFile.of(self.files(), file).name(number).orElse("???");
  }
}
