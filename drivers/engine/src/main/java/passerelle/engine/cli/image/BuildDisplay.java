package passerelle.engine.cli.image;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import passerelle.engine.build.BuildProgress;
import passerelle.engine.cli.Invocation;
import passerelle.text.CNumber;

/**
 * How docker tells of a build on standard error (buildkit util/progress/progressui): line by line,
 * or at a terminal what is left there when all is done.
 */
final class BuildDisplay implements BuildProgress {
  private static final double SECOND = 1e9;

  /** What the linter says is yellow, wherever it is written to (buildx: printWarnings). */
  private static final String YELLOW = "\u001b[33m";

  private static final String PLAIN = "\u001b[0m";

  private final Invocation call;
  private final boolean quiet;
  private final boolean plain;
  private final long begun;
  private final List<Step> steps = new ArrayList<>();
  private List<String> warnings = List.of();

  /** A step as it goes on. */
  private static final class Step {
    final String name;
    final long begun;
    final List<String> statuses = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    long ended = -1;
    String outcome = "";
    boolean failed;

    Step(String name, long begun) {
      this.name = name;
      this.begun = begun;
    }
  }

  BuildDisplay(Invocation call, boolean quiet, String progress) {
    this.call = call;
    this.quiet = quiet || progress.equals("quiet");
    this.plain = progress.equals("plain") || call.io().columns() == 0;
    this.begun = call.engine().now();
    if (plain) {
      line("#0 building with \"default\" instance using docker driver");
    }
  }

  private void line(String text) {
    if (!quiet) {
      call.errorLine(text);
    }
  }

  private String seconds(long from, long to, int digits) {
    return CNumber.fixed((to - from) / SECOND, digits);
  }

  private void tell(int step, String text) {
    if (plain) {
      line("#" + step + " " + text);
    }
  }

  @Override
  public int begin(String name) {
    steps.add(new Step(name, call.engine().now()));
    if (plain) {
      line("");
    }
    tell(steps.size(), name);
    return steps.size();
  }

  @Override
  public void status(int step, String what) {
    steps.get(step - 1).statuses.add(what);
    tell(step, what + " done");
  }

  @Override
  public void log(int step, String text) {
    Step of = steps.get(step - 1);
    String line = seconds(of.begun, call.engine().now(), 3) + " " + text.stripTrailing();
    of.log.add(line);
    tell(step, line);
  }

  @Override
  public void done(int step) {
    Step of = steps.get(step - 1);
    of.ended = call.engine().now();
    tell(step, "DONE " + seconds(of.begun, of.ended, 1) + "s");
  }

  @Override
  public void cached(int step) {
    Step of = steps.get(step - 1);
    of.ended = call.engine().now();
    of.outcome = "CACHED ";
    tell(step, "CACHED");
  }

  @Override
  public void failed(int step, String problem) {
    Step of = steps.get(step - 1);
    of.ended = call.engine().now();
    of.outcome = "ERROR ";
    of.failed = true;
    tell(step, "ERROR: " + problem);
  }

  @Override
  public void warn(int step, List<String> all) {
    warnings = all;
    for (String warning : all) {
      String line = "WARN: " + warning;
      steps.get(step - 1).warnings.add(line);
      tell(step, line);
    }
  }

  @Override
  public boolean interrupted() {
    return call.io().interrupted();
  }

  /** What stays on a terminal, and what the linter says. */
  void close(boolean finished) {
    if (!plain) {
      summary();
    }
    if (!warnings.isEmpty() && finished) {
      String count = warnings.size() + (warnings.size() == 1 ? " warning" : " warnings");
      String title = count + " found (use docker --debug to expand):";
      String each = warnings.stream().map(w -> " - " + w).collect(Collectors.joining("\n"));
      line("\n " + YELLOW + title + "\n" + PLAIN + each);
    }
  }

  private void summary() {
    long ended = steps.stream().filter(s -> s.ended >= 0).count();
    String title =
        ("[+] Building " + seconds(begun, call.engine().now(), 1) + "s (" + ended + "/")
            + (steps.size() + ")" + (ended == steps.size() ? " FINISHED" : ""));
    line(align(title, "docker:default", call.io().columns()));
    for (Step step : steps) {
      long end = step.ended < 0 ? call.engine().now() : step.ended;
      String time = seconds(step.begun, end, 1) + "s";
      line(align(" => " + step.outcome + step.name, time, call.io().columns() - 1));
      for (String status : step.statuses) {
        line(align(" => => " + status, "0.0s", call.io().columns() - 1));
      }
      for (String warning : step.warnings) {
        line(align(" => " + warning, time, call.io().columns() - 1));
      }
    }
  }

  /** One text on the left, cut where there is no room, and one on the right. */
  private static String align(String left, String right, int width) {
    int room = Math.max(0, width - right.length() - 1);
    String cut = left.length() > room ? left.substring(0, room) : left;
    return cut + " ".repeat(room - cut.length()) + " " + right;
  }

  /** What the commands have printed that failed. */
  void failures() {
    for (Step step : steps) {
      if (step.failed) {
        call.errorLine("------");
        call.errorLine(" > " + step.name + ":");
        step.log.forEach(call::errorLine);
        call.errorLine("------");
      }
    }
  }
}
