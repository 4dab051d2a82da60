package passerelle.sim.userland.text;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;

/** {@code date expr column}. */
record Reckoning(Flavour flavour) {
  void addTo(Toolset.Builder tools, String bin) {
    String words = "utc=u iso-8601=I rfc-3339=! date=d set=s rfc-email=R";
    tools.add(bin, new TextTool(flavour, "uRI!d:s:r:", words, 1, this::date), "date");
    BlockingProgram expr = self -> new Expr(flavour, self).run();
    tools.add(bin, expr, "expr");
    if (flavour == Flavour.GNU) {
      String columns = "table=t separator=s output-separator=o";
      tools.add(bin, new TextTool(flavour, "ts:o:!c:nNxJR:", columns, 1, this::column), "column");
    }
  }

  private int date(Process self, Options options) {
    ZonedDateTime now = LabClock.now(self).withZoneSameInstant(ZoneOffset.UTC);
    Optional<String> format =
        options.operands().stream().filter(operand -> operand.startsWith("+")).findFirst();
    if (format.isEmpty() && !options.operands().isEmpty()) {
      return self.stderr().println("date: invalid date '" + options.operands().get(0) + "'", 1);
    }
    String otherwise =
        options.has('I') ? "%F" : options.has('R') ? "%a, %d %b %Y %T +0000" : "%a %b %e %T UTC %Y";
    self.stdout().println(format(now, format.map(f -> f.substring(1)).orElse(otherwise)));
    return 0;
  }

  private static String format(ZonedDateTime now, String format) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i++);
      if (c != '%' || i == format.length()) {
        out.append(c);
      } else {
        out.append(field(now, format.charAt(i++)));
      }
    }
    return out.toString();
  }

  private static String field(ZonedDateTime now, char letter) {
    return switch (letter) {
      case 'Y' -> pattern(now, "yyyy");
      case 'y' -> pattern(now, "yy");
      case 'm' -> pattern(now, "MM");
      case 'd' -> pattern(now, "dd");
      case 'e' -> String.format(Locale.ROOT, "%2d", now.getDayOfMonth());
      case 'H' -> pattern(now, "HH");
      case 'I' -> pattern(now, "hh");
      case 'M' -> pattern(now, "mm");
      case 'S' -> pattern(now, "ss");
      case 'N' -> String.format(Locale.ROOT, "%09d", now.getNano());
      case 'p' -> pattern(now, "a").toUpperCase(Locale.ROOT);
      case 'F' -> pattern(now, "yyyy-MM-dd");
      case 'T', 'X' -> pattern(now, "HH:mm:ss");
      case 'D', 'x' -> pattern(now, "MM/dd/yy");
      case 'R' -> pattern(now, "HH:mm");
      case 'a' -> pattern(now, "EEE");
      case 'A' -> pattern(now, "EEEE");
      case 'b', 'h' -> pattern(now, "MMM");
      case 'B' -> pattern(now, "MMMM");
      case 'j' -> String.format(Locale.ROOT, "%03d", now.getDayOfYear());
      case 'u' -> Integer.toString(now.getDayOfWeek().getValue());
      case 's' -> Long.toString(now.toEpochSecond());
      case 'z' -> "+0000";
      case 'Z' -> "UTC";
      case 'n' -> "\n";
      case 't' -> "\t";
      case '%' -> "%";
      default -> "%" + letter;
    };
  }

  private static String pattern(ZonedDateTime now, String pattern) {
    return now.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
  }

  private int column(Process self, Options options) {
    List<String[]> rows = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    String separators = options.value('s').orElse(" \t");
    int status =
        Complaining.each(
            self,
            options.operands(),
            "cannot open %s: %e",
            operand -> {
              Lines lines = Lines.of(self, operand);
              for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                plain.add(line.get());
                rows.add(cells(line.get(), separators, options.has('s')));
              }
            });
    if (!options.has('t')) {
      plain.stream().filter(line -> !line.isBlank()).forEach(self.stdout()::println);
      return status;
    }
    table(self, rows, options.value('o').orElse("  "));
    return status;
  }

  private static String[] cells(String line, String separators, boolean given) {
    String set = "[" + separators.replaceAll("([\\\\\\[\\]^-])", "\\\\$1") + "]";
    return given ? line.split(set, -1) : line.strip().split(set + "+");
  }

  private static void table(Process self, List<String[]> rows, String separator) {
    List<Integer> widths = new ArrayList<>();
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        if (i == widths.size()) {
          widths.add(0);
        }
        widths.set(i, Math.max(widths.get(i), row[i].length()));
      }
    }
    for (String[] row : rows) {
      if (row.length == 1 && row[0].isEmpty()) {
        continue;
      }
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.size(); i++) {
        String cell = i < row.length ? row[i] : "";
        boolean last = i == widths.size() - 1;
        line.append(cell);
        line.append(last ? "" : " ".repeat(widths.get(i) - cell.length()) + separator);
      }
      self.stdout().println(line.toString());
    }
  }
}
