package passerelle.cli.daemon;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.lab.LabDate;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.text.WordList;

/** {@code journalctl -u docker} and {@code -k}: the journal of Docker's units and the kernel's. */
record JournalctlTool(Supplier<DockerService> service) implements BlockingProgram {
  /** What makes no difference to what is printed here. */
  private static final List<String> OF_NO_EFFECT =
      WordList.of(
          """
          -e -x -a -q -b --no-pager --pager-end --all --quiet --boot --catalog --no-hostname --utc
          --full
          """);

  private static final int FOLLOWED = 10;
  private static final long LOOK = 100_000_000L;
  private static final Pattern AGO =
      Pattern.compile("-?([0-9]+) ?(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)( ago)?");

  /** What is asked. */
  private static final class Query {
    private String unit = DockerService.UNIT;
    private int lines = -1;
    private boolean kernel;
    private boolean follow;
    private boolean reverse;
    private boolean bare;
    private Instant since = Instant.MIN;
    private Instant until = Instant.MAX;

    /** Reads the words; the answer is what is wrong with them. */
    private Optional<String> read(List<String> words, Instant now) {
      List<String> rest = new ArrayList<>(words);
      while (!rest.isEmpty()) {
        String word = rest.remove(0);
        if (word.matches("-[a-z]{2,}") && word.matches("-[xefraqk]+[un]?")) {
          for (int i = word.length() - 1; i > 0; i--) {
            rest.add(0, "-" + word.charAt(i));
          }
          continue;
        }
        boolean joined = word.matches("--[a-z]+=.*|-[nuoS].+");
        String name = joined ? word.replaceFirst("^(--[a-z]+(?==)|-[nuoS]).+", "$1") : word;
        boolean valued = name.matches("-u|--unit|-n|--lines|-S|--since|-U|--until|-o|--output");
        String value =
            joined
                ? word.substring(name.length()).replaceFirst("^=", "")
                : valued && !rest.isEmpty() ? rest.remove(0) : "";
        Optional<String> problem = option(name, value, now);
        if (problem.isPresent()) {
          return problem;
        }
      }
      return Optional.empty();
    }

    private Optional<String> option(String name, String value, Instant now) {
      switch (name) {
        case "-u", "--unit" ->
            unit = value.matches(".*\\.(service|socket)") ? value : value + ".service";
        case "-n", "--lines" -> {
          if (!value.matches("[0-9]{1,6}|all")) {
            return Optional.of("Failed to parse lines '" + value + "'");
          }
          lines = value.equals("all") ? -1 : Integer.parseInt(value);
        }
        case "-f", "--follow" -> follow = true;
        case "-k", "--dmesg" -> kernel = true;
        case "-r", "--reverse" -> reverse = true;
        case "-o", "--output" -> bare = value.equals("cat");
        case "-S", "--since", "-U", "--until" -> {
          Optional<Instant> moment = moment(value, now);
          if (moment.isEmpty()) {
            return Optional.of("Failed to parse timestamp: " + value);
          }
          if (name.equals("-S") || name.equals("--since")) {
            since = moment.get();
          } else {
            until = moment.get();
          }
        }
        default -> {
          return Optional.of("journalctl: Passerelle does not model option " + name)
              .filter(refusal -> !OF_NO_EFFECT.contains(name));
        }
      }
      return Optional.empty();
    }

    private static Optional<Instant> moment(String text, Instant now) {
      Matcher ago = AGO.matcher(text);
      if (ago.matches()) {
        long number = Long.parseLong(ago.group(1));
        Duration span =
            switch (ago.group(2).charAt(0)) {
              case 's' -> Duration.ofSeconds(number);
              case 'm' -> Duration.ofMinutes(number);
              case 'h' -> Duration.ofHours(number);
              default -> Duration.ofDays(number);
            };
        return Optional.of(now.minus(span));
      }
      LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      try {
        if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
          return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        if (text.matches("[0-9]{2}:[0-9]{2}(:[0-9]{2})?")) {
          return Optional.of(today.atTime(LocalTime.parse(text)).toInstant(ZoneOffset.UTC));
        }
        if (text.matches("[0-9-]{10} [0-9:]{8}")) {
          DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
          return Optional.of(LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC));
        }
      } catch (DateTimeParseException notOne) {
        return Optional.empty();
      }
      return switch (text) {
        case "today" -> Optional.of(today.atStartOfDay().toInstant(ZoneOffset.UTC));
        case "yesterday" ->
            Optional.of(today.minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        case "now" -> Optional.of(now);
        default -> Optional.empty();
      };
    }

    private String line(UnitJournal.Entry entry) {
      return bare ? entry.text() : entry.line();
    }
  }

  @Override
  public int run(Process self) {
    Query query = new Query();
    Optional<String> problem = query.read(self.arguments(), LabDate.at(self.now()));
    if (problem.isPresent()) {
      self.stderr().println(problem.get());
      return problem.get().contains("Passerelle") ? 2 : 1;
    }
    List<UnitJournal.Entry> all = entries(self, query);
    List<UnitJournal.Entry> found =
        new ArrayList<>(
            all.stream()
                .filter(e -> !e.moment().isBefore(query.since) && !e.moment().isAfter(query.until))
                .toList());
    int most = query.lines >= 0 ? query.lines : query.follow ? FOLLOWED : found.size();
    found = found.subList(Math.max(0, found.size() - most), found.size());
    if (query.reverse) {
      Collections.reverse(found);
    }
    found.forEach(entry -> self.stdout().println(query.line(entry)));
    if (found.isEmpty() && !query.follow) {
      self.stdout().println("-- No entries --");
    }
    if (query.follow) {
      follow(self, query, all.size());
    }
    return 0;
  }

  private List<UnitJournal.Entry> entries(Process self, Query query) {
    if (!query.kernel) {
      return service.get().journal().of(query.unit);
    }
    return self.place().machine().log().stream()
        .map(l -> new UnitJournal.Entry(l.time(), self.hostname(), "", "kernel", l.text()))
        .toList();
  }

  private void follow(Process self, Query query, int seen) {
    self.declareEndless();
    int next = seen;
    while (self.isRunning()) {
      List<UnitJournal.Entry> all = entries(self, query);
      for (; next < all.size(); next++) {
        self.stdout().println(query.line(all.get(next)));
      }
      self.sleep(LOOK);
    }
  }
}
