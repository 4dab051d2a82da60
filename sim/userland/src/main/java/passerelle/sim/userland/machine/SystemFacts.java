package passerelle.sim.userland.machine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.core.LabRandom;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.OsRelease;

/** {@code lsb_release arch w who whereis mktemp}: small facts of a machine. */
final class SystemFacts {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final List<String> PLACES = List.of("/usr/bin/", "/usr/sbin/");

  private SystemFacts() {}

  static void addTo(Toolset.Builder tools) {
    BlockingProgram release = SystemFacts::release;
    BlockingProgram arch = self -> say(self, "x86_64");
    BlockingProgram w = SystemFacts::whoDoesWhat;
    BlockingProgram who = self -> 0;
    BlockingProgram whereis = SystemFacts::whereis;
    BlockingProgram mktemp = SystemFacts::makeTemporary;
    tools.add("/usr/bin", release, "lsb_release").add("/usr/bin", arch, "arch");
    tools.add("/usr/bin", w, "w").add("/usr/bin", who, "who");
    tools.add("/usr/bin", whereis, "whereis").add("/usr/bin", mktemp, "mktemp");
  }

  private static int say(Process self, String line) {
    self.stdout().println(line);
    return 0;
  }

  private static Map<String, String> system(Process self) {
    return OsRelease.of(self.files()).orElse(Map.of());
  }

  private static int release(Process self) {
    Getopt getopt =
        Getopt.parse(
            "aidrcsv",
            "all=a id=i description=d release=r codename=c short=s version=v",
            self.arguments());
    getopt.orExit(self, "lsb_release", 1, "");
    Map<String, String> facts = system(self);
    String id = facts.getOrDefault("ID", "n/a");
    String[][] rows = {
      {"i", "Distributor ID", id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1)},
      {"d", "Description", facts.getOrDefault("PRETTY_NAME", "n/a")},
      {"r", "Release", facts.getOrDefault("VERSION_ID", "n/a")},
      {"c", "Codename", facts.getOrDefault("VERSION_CODENAME", "n/a")}
    };
    boolean all = getopt.has("a");
    boolean brief = getopt.has("s");
    if (all || getopt.options().isEmpty()) {
      self.stderr().print("No LSB modules are available.\n");
    }
    for (String[] row : rows) {
      if (all || getopt.has(row[0])) {
        self.stdout().println(brief ? row[2] : row[1] + ":\t" + row[2]);
      }
    }
    return 0;
  }

  private static int whoDoesWhat(Process self) {
    self.stdout()
        .print(
            (MachineTools.uptime(self) + "\n")
                + "USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU  WHAT\n");
    return 0;
  }

  private static int whereis(Process self) {
    for (String name : self.arguments()) {
      StringBuilder line = new StringBuilder(name + ":");
      Optional<Toolset.Tool> tool = self.place().tools().find(name);
      tool.ifPresent(found -> line.append(' ').append(found.path()));
      for (String place : PLACES) {
        boolean other = tool.filter(found -> found.path().equals(place + name)).isEmpty();
        if (other && self.files().isFile(place + name)) {
          line.append(' ').append(place).append(name);
        }
      }
      self.stdout().println(line.toString());
    }
    return 0;
  }

  private static int makeTemporary(Process self) {
    Getopt getopt = Getopt.parse("duqtp:", "directory=d suffix:", self.arguments());
    getopt.orExit(self, "mktemp", 1, "");
    String template = getopt.operands().isEmpty() ? "tmp.XXXXXXXXXX" : getopt.operands().get(0);
    int end = template.lastIndexOf('X') + 1;
    int start = end;
    while (start > 0 && template.charAt(start - 1) == 'X') {
      start--;
    }
    if (end - start < 3) {
      return self.stderr().print("mktemp: too few X's in template ‘" + template + "’\n", 1);
    }
    LabRandom random =
        self.place().machine().random().stream("mktemp/" + self.hostPid() + "/" + self.now());
    StringBuilder name = new StringBuilder(template);
    for (int i = start; i < end; i++) {
      name.setCharAt(i, LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    boolean inTmp = getopt.operands().isEmpty() || getopt.has("t");
    String path = getopt.value("p").map(p -> p + "/").orElse(inTmp ? "/tmp/" : "") + name;
    String whole = self.path(path);
    try {
      if (getopt.has("d")) {
        self.files().makeDirectory(whole);
      } else if (!getopt.has("u")) {
        self.files().write(whole, new byte[0]);
      }
    } catch (FileError refused) {
      return self.stderr()
          .print(
              "mktemp: failed to create file via template ‘%s’: %s\n"
                  .formatted(template, refused.getMessage()),
              1);
    }
    return say(self, path);
  }
}
