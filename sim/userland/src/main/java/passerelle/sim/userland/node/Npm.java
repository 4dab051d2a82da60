package passerelle.sim.userland.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** {@code npm install|ci}, {@code npm start}, {@code npm run SCRIPT}; the same of yarn. */
public final class Npm implements BlockingProgram {
  private static final String REGISTRY = "registry.npmjs.org";
  private static final Pattern DEPENDENCIES =
      Pattern.compile("\"(?:dev)?[dD]ependencies\"\\s*:\\s*\\{([^}]*)}");
  private static final Pattern PAIR =
      Pattern.compile("\"([^\"]+)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Whether a module lies where a program of this directory looks for it. */
  static boolean isInstalled(Process self, String module) {
    return self.files().isFile(self.path("node_modules/" + module + "/package.json"));
  }

  @Override
  public int run(Process self) {
    List<String> words = new ArrayList<>(self.arguments());
    if (words.remove("-v") || words.remove("--version")) {
      return self.stdout().println(self.name().equals("yarn") ? "1.22.22" : "10.8.2", 0);
    }
    words.removeIf(word -> word.startsWith("-"));
    String verb = words.isEmpty() ? "install" : words.remove(0);
    return switch (verb) {
      case "install", "i", "ci", "add" -> install(self, words);
      case "init" -> 0;
      case "start", "test" -> script(self, verb);
      case "run", "run-script" -> script(self, words.isEmpty() ? "" : words.get(0));
      default -> self.stderr().println(self.name() + ": Passerelle does not model " + verb, 2);
    };
  }

  private static Optional<String> settings(Process self) {
    return self.files().text(self.path("package.json"));
  }

  private static int install(Process self, List<String> named) {
    List<String> wanted = new ArrayList<>(named);
    Matcher block = DEPENDENCIES.matcher(settings(self).orElse(""));
    while (block.find()) {
      PAIR.matcher(block.group(1)).results().forEach(pair -> wanted.add(pair.group(1)));
    }
    if (wanted.isEmpty()) {
      return self.stdout()
          .print("\nup to date, audited 1 package in 1s\n\nfound 0 vulnerabilities\n", 0);
    }
    if (!Resolver.ofIpv4(self, new Net(self)).lookup(REGISTRY).isFound()) {
      self.stderr().println("npm error code EAI_AGAIN");
      return self.stderr()
          .println(
              "npm error request to https://%s/%s failed, reason: getaddrinfo EAI_AGAIN %s"
                  .formatted(REGISTRY, wanted.get(0), REGISTRY),
              1);
    }
    for (String each : wanted) {
      keep(self, each.replaceFirst("(?<=.)@.*", ""));
    }
    String packages = wanted.size() == 1 ? " package" : " packages";
    return self.stdout()
        .print("\nadded " + wanted.size() + packages + " in 1s\n\nfound 0 vulnerabilities\n", 0);
  }

  private static void keep(Process self, String module) {
    try {
      String path = self.path("");
      for (String part : ("node_modules/" + module).split("/")) {
        path = FileSystem.resolve(path, part);
        if (!self.files().isDirectory(path)) {
          self.files().makeDirectory(path);
        }
      }
      self.files().writeText(path + "/package.json", "{\"name\": \"" + module + "\"}\n");
    } catch (FileError refused) {
      self.stderr().println("npm error " + refused.getMessage());
    }
  }

  private static int script(Process self, String name) {
    Optional<String> settings = settings(self);
    if (settings.isEmpty()) {
      return self.stderr()
          .println(
              "npm error enoent Could not read package.json: Error: ENOENT: no such file or"
                  + " directory, open '"
                  + self.path("package.json")
                  + "'",
              254);
    }
    String text = settings.get();
    Optional<String> line = value(text, name);
    Optional<Toolset.Tool> shell = self.place().tools().find("sh");
    if (line.isEmpty() || shell.isEmpty()) {
      return self.stderr().println("npm error Missing script: \"" + name + "\"", 1);
    }
    String title =
        value(text, "name").orElse("") + value(text, "version").map(v -> "@" + v).orElse("");
    self.stdout()
        .print("\n> " + title + (title.isEmpty() ? "" : " ") + name + "\n> " + line.get() + "\n\n");
    self.exec(shell.get().program(), List.of("sh", "-c", line.get()));
    return 0;
  }

  private static Optional<String> value(String text, String key) {
    return PAIR.matcher(text)
        .results()
        .filter(pair -> pair.group(1).equals(key))
        .map(pair -> pair.group(2).replace("\\\"", "\""))
        .findFirst();
  }
}
