package passerelle.sim.userland.screen;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Capture;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.process.Terminfo;
import passerelle.sim.userland.text.LabClock;
import passerelle.text.Align;
import passerelle.text.CNumber;
import passerelle.text.Resources;

/** {@code watch} of procps 4.0.4 (src/watch.c): a command's output, again and again. */
public final class ProcpsWatch implements BlockingProgram {
  private static final DateTimeFormatter CTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");
  private static final String LETTERS = "+bcCdeghn:prtwx";
  private static final String LONG =
      """
      beep=b color=c no-color=C differences=d errexit=e chgexit=g equexit=q interval=n precise=p
      no-rerun=r no-title=t no-wrap=w exec=x help=h
      """;
  private static final String USAGE = Resources.text(ProcpsWatch.class, "watch.txt");

  private static final String FAILED = "command exit with a non-zero status, press a key to exit";
  private static final int FAILURE = 8;
  private static final String CLEAR_BELOW = "\n\u001b[J";
  private static final long EVER = Long.MAX_VALUE / 4;

  @Override
  public int run(Process self) {
    Getopt wanted = Getopt.parse(LETTERS, LONG, self.arguments());
    if (wanted.has("h") || wanted.error().isPresent() || wanted.operands().isEmpty()) {
      wanted.error().ifPresent(text -> self.stderr().println("watch: " + text));
      (wanted.has("h") ? self.stdout() : self.stderr()).print(USAGE);
      return wanted.has("h") ? 0 : 1;
    }
    String interval = wanted.value("n").orElse("2");
    Optional<Long> nanos = nanos(interval);
    if (nanos.isEmpty()) {
      return self.stderr()
          .println("watch: failed to parse argument: '" + interval + "': Invalid argument", 1);
    }
    Optional<String> unknown = Terminfo.unknown(self);
    if (unknown.isPresent()) {
      String kind = unknown.get().isEmpty() ? "unknown" : unknown.get();
      return self.stderr().println("Error opening terminal: " + kind + ".", 1);
    }
    return watch(self, wanted, nanos.get());
  }

  /** At least a tenth of a second ({@code interval < 0.1}). */
  private static Optional<Long> nanos(String seconds) {
    Matcher number = Pattern.compile("[0-9]{1,9}([.,][0-9]{1,9})?").matcher(seconds);
    if (!number.matches()) {
      return Optional.empty();
    }
    double value = Math.max(0.1, Double.parseDouble(seconds.replace(',', '.')));
    return Optional.of((long) (value * EventLoop.SECOND));
  }

  private static int watch(Process self, Getopt wanted, long nanos) {
    ShellCommand command = new ShellCommand(List.copyOf(wanted.operands()), wanted.has("x"));
    Screen screen = new Screen(self);
    screen.endsAtInterrupt(0);
    screen.hideKeys();
    screen.useOther();
    self.declareEndless();
    List<String> last = List.of();
    for (boolean first = true; ; first = false) {
      Capture output = new Capture();
      int status = command.run(self, output);
      String header = wanted.has("t") ? "" : header(self, screen, nanos, command.text()) + "\n\n";
      int room = screen.rows() - (wanted.has("t") ? 0 : 2);
      List<String> lines = lines(output.text(), screen.columns(), room, wanted);
      boolean changed = !first && !lines.equals(last);
      screen.print(draw(header, wanted.has("d") && !first ? marked(lines, last) : lines));
      if (wanted.has("e") && status != 0) {
        screen.print("\u001b[" + screen.rows() + ";1H" + FAILED);
        screen.key(self.stdin().isTerminal() ? EVER : 0);
        return FAILURE;
      } else if (wanted.has("g") && changed) {
        return 0;
      }
      if (wanted.has("b") && status != 0) {
        screen.print("\007");
      }
      last = lines;
      self.sleep(nanos);
    }
  }

  /** Each line is cleared before it is written: behind a full one there is nothing to clear. */
  private static String draw(String header, List<String> lines) {
    String clear = Screen.CLEAR_LINE;
    String body = clear + String.join("\n" + clear, lines);
    return Screen.HOME + clear + header.replace("\n", "\n" + clear) + body + CLEAR_BELOW;
  }

  /** Interval and command on the left, host and time on the right ({@code output_header}). */
  private static String header(Process self, Screen screen, long nanos, String command) {
    int width = screen.columns();
    double seconds = (double) nanos / EventLoop.SECOND;
    String left = "Every " + CNumber.fixed(seconds, 1) + "s: ";
    String right = self.hostname() + ": " + CTIME.format(LabClock.now(self));
    int room = width - left.length() - right.length();
    if (width < right.length()) {
      return "";
    } else if (room < 0) {
      return Align.right(right, width);
    }
    String shown = command;
    if (room < command.length()) {
      shown = room < 5 ? "" : command.substring(0, room - 5) + "...  ";
    }
    return left + Align.left(shown, room) + right;
  }

  /** What fits on the screen: lines are folded at its edge, or cut with {@code -w}. */
  private static List<String> lines(String output, int width, int height, Getopt wanted) {
    List<String> lines = new ArrayList<>();
    String plain = wanted.has("c") ? output : COLOURS.matcher(output).replaceAll("");
    for (String line : plain.stripTrailing().split("\n", -1)) {
      String rest = expanded(line);
      while (rest.length() > width && !wanted.has("w")) {
        lines.add(rest.substring(0, width));
        rest = rest.substring(width);
      }
      lines.add(rest.length() > width ? rest.substring(0, width) : rest);
    }
    return lines.subList(0, Math.max(0, Math.min(lines.size(), height)));
  }

  private static String expanded(String line) {
    StringBuilder out = new StringBuilder();
    for (char c : line.toCharArray()) {
      if (c == '\t') {
        out.append(" ".repeat(8 - out.length() % 8));
      } else if (c >= ' ' || c == '\u001b') {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Characters that are others than before stand in reverse ({@code -d}). */
  private static List<String> marked(List<String> lines, List<String> last) {
    List<String> marked = new ArrayList<>();
    for (int row = 0; row < lines.size(); row++) {
      String line = lines.get(row);
      String before = row < last.size() ? last.get(row) : "";
      StringBuilder out = new StringBuilder();
      boolean reverse = false;
      for (int i = 0; i < line.length(); i++) {
        boolean differs = i >= before.length() || before.charAt(i) != line.charAt(i);
        if (differs != reverse) {
          out.append(differs ? Screen.REVERSE : Screen.PLAIN);
          reverse = differs;
        }
        out.append(line.charAt(i));
      }
      marked.add(out + (reverse ? Screen.PLAIN : ""));
    }
    return marked;
  }
}
