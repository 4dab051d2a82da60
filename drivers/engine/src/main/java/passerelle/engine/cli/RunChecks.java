package passerelle.engine.cli;

import java.util.List;
import passerelle.gotemplate.GoDuration;
import passerelle.gotemplate.GoQuote;
import passerelle.text.WordList;

/**
 * What docker checks in options of {@code docker run} that concern no network (docker/cli
 * container/opts.go:parse).
 */
final class RunChecks {
  private static final List<String> HEALTH =
      WordList.of(
          """
          health-interval health-timeout health-retries health-start-period health-start-interval
          """);

  private static final List<String> PULL = List.of("always", "missing", "never", "");

  private RunChecks() {}

  static void check(ParsedFlags flags) throws Problem {
    String pull = flags.text("pull").orElse("missing");
    refuse(
        !PULL.contains(pull),
        "invalid pull option: '"
            + (pull + "': must be one of \"always\", \"missing\" or \"never\""));
    int swappiness = flags.number("memory-swappiness").orElse(-1);
    refuse(
        swappiness < -1 || swappiness > 100,
        "invalid value: " + swappiness + ". Valid memory swappiness range is 0-100");
    String pid = flags.text("pid").orElse("");
    boolean another = pid.startsWith("container:") && !pid.endsWith(":");
    refuse(!another && !isMode(flags, "pid", "host"), "--pid: invalid PID mode");
    refuse(!isMode(flags, "uts", "host"), "--uts: invalid UTS mode");
    refuse(!isMode(flags, "userns", "host"), "--userns: invalid USER mode");
    refuse(!isMode(flags, "cgroupns", "private", "host"), "--cgroupns: invalid CGROUP mode");
    refuse(
        flags.text("log-driver").orElse("").equals("none") && flags.has("log-opt"),
        "invalid logging opts for driver none");
    checkHealth(flags);
    refuse(
        flags.all("storage-opt").stream().anyMatch(o -> !o.contains("=")),
        "invalid storage option");
    for (String option : flags.all("security-opt")) {
      refuse(
          !option.matches("no-new-privileges|[^=]*=.+|[^:=]*:.+"),
          "Invalid --security-opt: " + GoQuote.quote(option));
    }
  }

  private static boolean isMode(ParsedFlags flags, String option, String... modes) {
    String mode = flags.text(option).orElse("");
    return mode.isEmpty() || List.of(modes).contains(mode);
  }

  private static void checkHealth(ParsedFlags flags) throws Problem {
    boolean any = !flags.text("health-cmd").orElse("").isEmpty();
    for (String name : HEALTH) {
      boolean isNumber = name.equals("health-retries");
      String value = flags.text(name).orElse("0");
      long number = isNumber ? flags.number(name).orElse(0) : GoDuration.parse(value).orElse(0L);
      any |= number != 0;
      refuse(number < 0 && !flags.on("no-healthcheck"), "--" + name + " cannot be negative");
    }
    refuse(any && flags.on("no-healthcheck"), "--no-healthcheck conflicts with --health-* options");
  }

  private static void refuse(boolean wrong, String problem) throws Problem {
    if (wrong) {
      throw new Problem(problem);
    }
  }
}
