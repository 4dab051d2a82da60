package passerelle.sim.userland.script;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;

/**
 * An interpreter without a file to run: at a terminal it waits for lines, of which it says that its
 * language is not modelled; elsewhere an empty script ends well, and any other is refused.
 *
 * @param banner what it says first at a terminal
 * @param prompt what stands before the line of a number, from 1
 * @param leaves what one types to leave it
 * @param language what programs are in
 */
public record Interpreter(
    String banner, IntFunction<String> prompt, Pattern leaves, String language)
    implements BlockingProgram {
  private static final Pattern NOTHING = Pattern.compile("\\s*(?:#.*|//.*)?|\\s*import [\\w., ]+");

  /** Python's, which has {@code python3} for its name. */
  public static Interpreter python(String version) {
    return new Interpreter(
        "Python "
            + version
            + " (main) [GCC 14.2.0] on linux\n"
            + "Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n",
        number -> ">>> ",
        Pattern.compile("\\s*(?:exit|quit)(?:\\(\\))?\\s*"),
        "Python");
  }

  /** Node's. */
  public static Interpreter node(String version) {
    return new Interpreter(
        "Welcome to Node.js v" + version + ".\nType \".help\" for more information.\n",
        number -> "> ",
        Pattern.compile("\\s*(?:\\.exit|process\\.exit\\(\\d*\\);?)\\s*"),
        "JavaScript");
  }

  /** Ruby's, {@code irb}. */
  public static Interpreter irb() {
    return new Interpreter(
        "",
        number -> "irb(main):%03d> ".formatted(number),
        Pattern.compile("\\s*(?:exit|quit)\\s*"),
        "Ruby");
  }

  @Override
  public int run(Process self) {
    boolean typed = self.stdin().isTerminal();
    if (typed) {
      self.stdout().print(banner);
    }
    int number = 0;
    Optional<String> line = next(self, typed, ++number);
    while (line.isPresent() && !leaves.matcher(line.get()).matches()) {
      if (!NOTHING.matcher(line.get()).matches()) {
        self.stderr().print(self.name() + ": Passerelle models no programs in " + language + "\n");
        if (!typed) {
          return 2;
        }
      }
      line = next(self, typed, ++number);
    }
    if (typed && line.isEmpty()) {
      self.stdout().print("\n");
    }
    return 0;
  }

  private Optional<String> next(Process self, boolean typed, int number) {
    if (typed) {
      self.stdout().print(prompt.apply(number));
      self.stdout().flush();
    }
    return self.stdin().readLine();
  }
}
