package passerelle.engine.cli;

import java.util.Optional;
import passerelle.engine.EngineException;
import passerelle.engine.EngineVersion;
import passerelle.gotemplate.GoValue;

/** Client 26.1. */
public final class CliStyle26 implements CliStyle {
  @Override
  public EngineVersion version() {
    return EngineVersion.V26_1;
  }

  @Override
  public String variableProblem(String file, String problem) {
    return problem.startsWith("read ") ? problem : "poorly formatted environment: " + problem;
  }

  /** An empty name makes the path of another request (the client sends it since before 28). */
  @Override
  public String unnamed(String kind) {
    return "Error: No such " + kind + ": ";
  }

  @Override
  public String told(EngineException refusal) {
    return !refusal.unnamed().isEmpty()
        ? "Error response from daemon: page not found"
        : CliStyle.super.told(refusal);
  }

  @Override
  public CliException wrongFlag(CommandHelp help, String problem) {
    String usage = help.isGroup() ? help.text() + "\n" : "";
    return new CliException(problem + "\nSee '" + help.path() + " --help'.\n" + usage, 125);
  }

  @Override
  public CliException wrongArguments(CommandHelp help, Arguments rule) {
    return new CliException(
        ("\"" + help.path() + "\" " + rule.rule("exactly ") + ".\n")
            + ("See '" + help.path() + " --help'.\n\n")
            + ("Usage:  " + help.usage() + "\n\n" + help.summary() + "\n"),
        1);
  }

  @Override
  public CliException unknownSubcommand(CommandHelp group, String word) {
    return new CliException(group.text(), 1);
  }

  @Override
  public CliException refused(String command, String problem) {
    return new CliException(dotted(problem) + "\nSee 'docker " + command + " --help'.\n", 125);
  }

  @Override
  public CliException notStarted(String problem, int status) {
    return new CliException(dotted(problem) + "\n", status);
  }

  private static String dotted(String problem) {
    return "docker: " + problem.replaceFirst("\\.$", "") + ".";
  }

  @Override
  public String portProblem(String problem) {
    return problem.contains("--expose") || problem.startsWith("invalid publish")
        ? problem
        : Character.toUpperCase(problem.charAt(0)) + problem.substring(1);
  }

  @Override
  public Optional<String> wrongHostAddress(String text) {
    boolean open = text.startsWith("[") && !text.endsWith("]");
    if (open || text.indexOf(':') >= 0 && !text.matches("\\[.*]")) {
      String why = text.startsWith("[") ? "missing ']' in address" : "too many colons in address";
      return Optional.of("invalid ip address " + text + ": address " + text + ":: " + why);
    }
    return CliStyle.super.wrongHostAddress(text);
  }

  @Override
  public String wrongSize(String value) {
    return "invalid size: '" + value + "'";
  }

  @Override
  public Optional<GoValue> platform() {
    return Optional.empty();
  }
}
