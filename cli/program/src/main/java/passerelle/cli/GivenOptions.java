package passerelle.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** The options of a command line, whoever has read them. */
interface GivenOptions {
  /** Whether an option was given; its name has its dashes. */
  boolean has(String option);

  /** The value that an option was given; of one that was given several times each on a line. */
  Optional<String> value(String option);

  /** The engine's options that were given, as the daemon's reader takes them. */
  Map<String, List<String>> ofDaemon();

  /** As picocli has read them. */
  static GivenOptions of(ParseResult parsed) {
    return new GivenOptions() {
      @Override
      public boolean has(String option) {
        return parsed.hasMatchedOption(option);
      }

      @Override
      public Optional<String> value(String option) {
        Object value = parsed.matchedOptionValue(option, (Object) null);
        return value instanceof List<?> values
            ? Optional.of(values.stream().map(Object::toString).collect(Collectors.joining("\n")))
            : Optional.ofNullable((String) value);
      }

      @Override
      public Map<String, List<String>> ofDaemon() {
        return DaemonUsage.given(parsed);
      }
    };
  }
}
