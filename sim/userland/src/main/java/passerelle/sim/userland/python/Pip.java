package passerelle.sim.userland.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.text.WordMap;

/** {@code pip install} of the packages that small web applications need. */
public final class Pip implements BlockingProgram {
  private static final String HOME = "/usr/local/lib/python3/site-packages/";

  /** Packages, and the versions that they have. */
  private static final Map<String, String> KNOWN =
      WordMap.of(
          """
          flask=3.1.2 redis=7.0.1 requests=2.32.5 gunicorn=23.0.0 psycopg2=2.9.11 pymongo=4.15.3
          """);

  /** Whether a module is one of a package. */
  static boolean isPackage(String module) {
    return KNOWN.containsKey(module);
  }

  /** Whether a module's package is there. */
  static boolean isInstalled(Process self, String module) {
    return self.files().isFile(HOME + module + "/METADATA");
  }

  @Override
  public int run(Process self) {
    List<String> words = new ArrayList<>(self.arguments());
    if (words.remove("--version") || words.remove("-V")) {
      self.stdout()
          .println(
              "pip 25.2 from /usr/local/lib/python3/site-packages/pip (python "
                  + (Python.version(self).replaceFirst("\\.\\d+$", "") + ")"));
      return 0;
    }
    if (words.isEmpty() || !words.remove(0).equals("install")) {
      return refuse(self, "anything but install");
    }
    Optional<List<String>> wanted = wanted(self, words);
    return wanted.isEmpty() ? 1 : install(self, wanted.get());
  }

  private static int refuse(Process self, String what) {
    return self.stderr().println("pip: Passerelle does not model " + what, 2);
  }

  private static Optional<List<String>> wanted(Process self, List<String> words) {
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.matches("-r|--requirement") && i + 1 < words.size()) {
        String file = words.get(++i);
        try {
          self.files()
              .readText(self.path(file))
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .forEach(wanted::add);
        } catch (FileError missing) {
          self.stderr()
              .println(
                  "ERROR: Could not open requirements file: [Errno 2] No such file or directory: '"
                      + (file + "'"));
          return Optional.empty();
        }
      } else if (!word.startsWith("-")) {
        wanted.add(word);
      }
    }
    return Optional.of(wanted);
  }

  private static int install(Process self, List<String> wanted) {
    List<String> done = new ArrayList<>();
    for (String each : wanted) {
      String name = each.replaceFirst("[\\[=<>!~ ;].*", "").toLowerCase(Locale.ROOT);
      String module = name.replaceFirst("-binary$", "");
      if (!KNOWN.containsKey(module)) {
        return refuse(self, "the package " + name + " of Python; known are " + names());
      }
      if (!Resolver.ofIpv4(self, new Net(self)).lookup("pypi.org").isFound()) {
        self.stderr()
            .println(
                "ERROR: Could not find a version that satisfies the requirement "
                    + (each + " (from versions: none)"));
        return self.stderr().println("ERROR: No matching distribution found for " + each, 1);
      }
      String pinned = each.contains("==") ? each.replaceFirst(".*==", "") : KNOWN.get(module);
      self.stdout().println("Collecting " + each);
      self.stdout().println("  Downloading " + name + "-" + pinned + "-py3-none-any.whl");
      keep(self, module, pinned);
      done.add(name + "-" + pinned);
    }
    self.stdout()
        .println(
            "Installing collected packages: "
                + String.join(", ", done).replaceAll("-[\\d.]+(?=,|$)", ""));
    self.stdout().println("Successfully installed " + String.join(" ", done));
    return 0;
  }

  private static String names() {
    return String.join(", ", KNOWN.keySet().stream().sorted().toList());
  }

  private static void keep(Process self, String module, String version) {
    try {
      String path = "";
      for (String part : (HOME + module).substring(1).split("/")) {
        path += "/" + part;
        if (!self.files().isDirectory(path)) {
          self.files().makeDirectory(path);
        }
      }
      self.files()
          .writeText(path + "/METADATA", "Name: " + module + "\nVersion: " + version + "\n");
    } catch (FileError refused) {
      self.stderr().println("ERROR: Could not install packages: " + refused.getMessage());
    }
  }
}
