package passerelle.sim.userland.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.userland.script.Interpreter;

/** {@code node FILE}, {@code node -e SOURCE}: small web servers, and nothing else of JavaScript. */
public final class Node implements Program {
  private static final String VERSION = "20.19.2";

  @Override
  public void start(Process self) {
    List<String> words = new ArrayList<>(self.arguments());
    words.removeIf(word -> word.matches("--(watch|inspect|trace-|max-old|env-file).*"));
    String first = words.isEmpty() ? "" : words.get(0);
    if (first.matches("-v|--version")) {
      self.stdout().println("v" + version(self));
      self.exit(0);
    } else if (first.matches("-e|--eval") && words.size() > 1) {
      run(self, words.get(1));
    } else if (first.matches("|-i?|--interactive")) {
      Interpreter.node(version(self)).start(self);
    } else if (first.startsWith("-")) {
      refuse(self);
    } else {
      file(self, first);
    }
  }

  /** That of an image of Node, or Debian's. */
  static String version(Process self) {
    return self.environment().getOrDefault("NODE_VERSION", VERSION);
  }

  private static void file(Process self, String name) {
    String path = self.path(name);
    for (String candidate : List.of(path, path + ".js", path + "/index.js")) {
      if (self.files().isFile(candidate)) {
        try {
          run(self, self.files().readText(candidate));
        } catch (FileError refused) {
          fail(self, "Error: " + refused.getMessage());
        }
        return;
      }
    }
    fail(self, "Error: Cannot find module '" + path + "'");
  }

  private static void run(Process self, String source) {
    Optional<NodeApp> app = NodeApp.of(source);
    Optional<String> missing =
        app.stream()
            .flatMap(a -> a.modules().stream())
            .filter(module -> !Npm.isInstalled(self, module))
            .findFirst();
    if (missing.isPresent()) {
      fail(self, "Error: Cannot find module '" + missing.get() + "'");
    } else if (app.isEmpty()
        || !new NodeServer(self, app.get(), new NodeValues(self, app.get().names())).listen()) {
      refuse(self);
    }
  }

  private static void refuse(Process self) {
    self.stderr()
        .println(
            self.name()
                + ": Passerelle models no programs in JavaScript but small servers of http, Express"
                + " and Fastify, which answer with texts");
    self.exit(2);
  }

  /** Only the line of what Node prints that says what is wrong. */
  private static void fail(Process self, String what) {
    self.stderr().println(what);
    self.exit(1);
  }
}
