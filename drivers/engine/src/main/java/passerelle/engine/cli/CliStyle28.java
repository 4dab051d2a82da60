package passerelle.engine.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.engine.EngineVersion;
import passerelle.gotemplate.GoValue;

/** Client 28.5. */
class CliStyle28 implements CliStyle {
  @Override
  public EngineVersion version() {
    return EngineVersion.V28_5;
  }

  private static final Pattern SIZE = Pattern.compile("(?s)(.*[0-9. ])([^0-9. ]*)");

  @Override
  public CliException wrongFlag(CommandHelp help, String problem) {
    String usage = usageAndHint(help);
    if (help.path().equals("docker")) {
      usage = usage.replaceFirst("COMMAND\n", "COMMAND [ARG...]\n");
    }
    return new CliException(problem + "\n\n" + usage, 125);
  }

  private static String usageAndHint(CommandHelp help) {
    return "Usage:  " + help.usage() + "\n\n" + hint(help.path());
  }

  private static String hint(String path) {
    return "Run '" + path + " --help' for more information\n";
  }

  @Override
  public CliException wrongArguments(CommandHelp help, Arguments rule) {
    String problem = "docker: '" + help.path() + "' " + rule.rule("");
    String usage = usageAndHint(help);
    if (rule.high() < 0) {
      usage = usage.replaceFirst("(?m)^Run ", "See ");
    } else if (rule.low() == 0 && rule.high() > 0) {
      usage = usage.replaceFirst("(?m)^Run ", "SRun "); // As it stands in cli/required.go.
    }
    return new CliException(problem + "\n\n" + usage, 1);
  }

  @Override
  public CliException unknownSubcommand(CommandHelp group, String word) {
    String problem = "docker: unknown command: " + group.path() + " " + word;
    return new CliException(
        problem + "\n\nUsage:  " + group.path() + "\n\n" + hint(group.path()), 1);
  }

  @Override
  public CliException refused(String command, String problem) {
    return new CliException("docker: " + problem + "\n\n" + hint("docker " + command), 125);
  }

  @Override
  public CliException notStarted(String problem, int status) {
    return new CliException("docker: " + problem + "\n\n" + hint("docker run"), status);
  }

  @Override
  public String portProblem(String problem) {
    return problem.replaceFirst(
        "^invalid IP address (.*): address .*:: too many colons.*", "invalid IP address: $1");
  }

  /** The number ends with the last digit, point or space; what follows is its suffix. */
  @Override
  public String wrongSize(String value) {
    Matcher parts = SIZE.matcher(value);
    if (!parts.matches() || value.startsWith("-")) {
      return "invalid size: '" + value + "'";
    }
    String number = parts.group(1).replaceFirst(" $", "");
    return number.matches("[+]?(\\d+(\\.\\d*)?|\\.\\d+)")
        ? "invalid suffix: '" + parts.group(2) + "'"
        : "strconv.ParseFloat: parsing \"" + number + "\": invalid syntax";
  }

  @Override
  public Optional<String> wrongHostAddress(String text) {
    if (text.startsWith("[") && !text.endsWith("]")) {
      return Optional.of(
          "invalid IP address " + text + ": address " + text + ":: missing ']' in address");
    }
    return CliStyle.super.wrongHostAddress(text);
  }

  /** It asks for it, but only containerd's store answers. */
  @Override
  public Optional<GoValue> platform() {
    return Optional.of(Platform.NONE);
  }
}
