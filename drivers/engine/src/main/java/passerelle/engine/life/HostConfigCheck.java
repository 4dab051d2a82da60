package passerelle.engine.life;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineException;
import passerelle.engine.Phrase;
import passerelle.engine.Wording;
import passerelle.gotemplate.GoDuration;
import passerelle.gotemplate.GoQuote;
import passerelle.gotemplate.Units;
import passerelle.kernel.Capability;
import passerelle.kernel.SignalNames;
import passerelle.text.Digits;
import passerelle.text.WordSet;

/**
 * What the daemon refuses of limits, capabilities and logs (daemon/daemon_unix.go:
 * verifyPlatformContainerResources, logger/factory.go).
 */
record HostConfigCheck(ContainerSpec spec, Wording wording) {
  private static final long LEAST_MEMORY = 6L << 20;
  private static final int CPUS = 2;

  /** The largest number of a list ({@code pkg/parsers:ParseUintListMaximum}). */
  private static final int MOST_LISTED = 8192;

  private static final Set<String> LOG_DRIVERS =
      WordSet.of("awslogs fluentd gcplogs gelf journald json-file local none splunk syslog");

  /** Those of json-file and of local. */
  private static final Set<String> FILE_OPTIONS =
      WordSet.of(
          """
          compress env env-regex labels labels-regex max-buffer-size max-file max-size mode
          tag
          """);

  private static final Set<String> SYSLOG_SCHEMES =
      Set.of("unix", "unixgram", "udp", "tcp", "tcp+tls");

  private static final Set<String> SYSLOG_OPTIONS =
      WordSet.of(
          """
          env env-regex labels labels-regex max-buffer-size mode syslog-address
          syslog-facility syslog-format syslog-tls-ca-cert syslog-tls-cert syslog-tls-key
          syslog-tls-skip-verify tag
          """);

  private static final Set<String> MODES = Set.of("", "blocking", "non-blocking");

  void check() throws EngineException {
    String signal = spec.life().stopSignal();
    refuse(!signal.isEmpty() && SignalNames.parse(signal).isEmpty(), "invalid signal: " + signal);
    refuse(
        spec.shown().getOrDefault("annotation", List.of()).stream()
            .anyMatch(a -> a.startsWith("=")),
        "invalid Annotations: the empty string is not permitted as an annotation key");
    String isolation = spec.shown("isolation");
    refuse(
        !isolation.isEmpty() && !isolation.equalsIgnoreCase("default"),
        wording.says(Phrase.WRONG_ISOLATION, isolation));
    for (String option : spec.shown().getOrDefault("security-opt", List.of())) {
      refuse(!isSecurity(option), "invalid --security-opt 2: " + GoQuote.quote(option));
    }
    capabilities("CapAdd", spec.privileges().add());
    capabilities("CapDrop", spec.privileges().drop());
    checkLimits(false);
    long score = number("oom-score-adj");
    refuse(
        score < -1000 || score > 1000,
        "Invalid value " + score + ", range for oom score adj is [-1000, 1000]");
    log();
    health("Interval", "health-interval");
    health("Timeout", "health-timeout");
    health("StartPeriod", "health-start-period");
    health("StartInterval", "health-start-interval");
  }

  /** Those that {@code docker update} changes too. */
  void checkLimits(boolean update) throws EngineException {
    memory(update);
    processors();
    long weight = number("blkio-weight");
    refuse(
        weight != 0 && (weight < 10 || weight > 1000), "Range of blkio weight is from 10 to 1000");
  }

  private void health(String field, String option) throws EngineException {
    String given = spec.shown(option);
    long nanos = given.isEmpty() ? 0 : GoDuration.parse(given).orElse(0L);
    refuse(nanos != 0 && nanos < 1_000_000, field + " in Healthcheck cannot be less than 1ms");
  }

  /** daemon/daemon_unix.go:parseSecurityOpt. */
  private static boolean isSecurity(String option) {
    return option.matches(
        "no-new-privileges([=:](1|0|[tT]|[fF]|true|TRUE|True|false|FALSE|False))?|disable"
            + "|(label|apparmor|seccomp|writable-cgroups)[=:].*|systempaths[=:]unconfined");
  }

  private static void capabilities(String field, List<String> names) throws EngineException {
    for (String name : names) {
      String bare = name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "");
      boolean known =
          bare.equals("ALL") || Capability.all().stream().anyMatch(c -> c.name().equals(bare));
      refuse(!known, "invalid " + field + ": unknown capability: \"CAP_" + bare + "\"");
    }
  }

  private void memory(boolean update) throws EngineException {
    long limit = Units.octets(spec.shown("memory"));
    long swap = Units.octets(spec.shown("memory-swap"));
    long reserved = Units.octets(spec.shown("memory-reservation"));
    refuse(limit != 0 && limit < LEAST_MEMORY, "Minimum memory limit allowed is 6MB");
    refuse(
        limit > 0 && swap > 0 && swap < limit,
        "Minimum memoryswap limit should be larger than memory limit, see usage");
    refuse(
        limit == 0 && swap > 0 && !update,
        "You should always set the Memory limit when using Memoryswap limit, see usage");
    refuse(reserved != 0 && reserved < LEAST_MEMORY, "Minimum memory reservation allowed is 6MB");
    refuse(
        limit > 0 && limit < reserved,
        "Minimum memory limit can not be less than memory reservation limit, see usage");
  }

  private void processors() throws EngineException {
    String cpus = spec.shown("cpus");
    int sign = cpus.isEmpty() ? 0 : new BigDecimal(cpus).signum();
    boolean whole = sign > 0;
    long period = number("cpu-period");
    long quota = number("cpu-quota");
    refuse(whole && period > 0, "Conflicting options: Nano CPUs and CPU Period cannot both be set");
    refuse(whole && quota > 0, "Conflicting options: Nano CPUs and CPU Quota cannot both be set");
    refuse(
        sign < 0 || whole && new BigDecimal(cpus).compareTo(BigDecimal.valueOf(CPUS)) > 0,
        wording.says(Phrase.PROCESSOR_RANGE)
            + " of CPUs is from 0.01 to %s.00, as there are only %s CPUs available"
                .formatted(CPUS, CPUS));
    refuse(
        period != 0 && (period < 1_000 || period > 1_000_000),
        "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)");
    refuse(quota > 0 && quota < 1_000, "CPU cfs quota can not be less than 1ms (i.e. 1000)");
    available("cpuset-cpus", "CPUs", CPUS);
    available("cpuset-mems", "memory nodes", 1);
  }

  private void available(String option, String what, int count) throws EngineException {
    String wanted = spec.shown(option);
    if (wanted.isEmpty()) {
      return;
    }
    refuse(
        !isList(wanted),
        "Invalid value "
            + (wanted + " for " + option.replace('-', ' ') + ": invalid format: " + wanted));
    int largest = Stream.of(wanted.split("[,-]")).mapToInt(Integer::parseInt).max().orElseThrow();
    refuse(
        largest > MOST_LISTED,
        "Invalid value "
            + (wanted + " for " + option.replace('-', ' ') + ": value of out range, maximum is ")
            + MOST_LISTED);
    refuse(
        largest >= count,
        "Requested "
            + (what + " are not available - requested " + wanted + ", available: ")
            + (count == 1 ? "0" : "0-" + (count - 1)));
  }

  /** {@code 0-2,4} (pkg/parsers:ParseUintList). */
  private static boolean isList(String text) {
    for (String part : text.split(",", -1)) {
      String[] ends = part.split("-", -1);
      boolean numbers = part.matches("\\d{1,9}(-\\d{1,9})?");
      if (!numbers || Integer.parseInt(ends[0]) > Integer.parseInt(ends[ends.length - 1])) {
        return false;
      }
    }
    return true;
  }

  private void log() throws EngineException {
    String driver = spec.shown("log-driver").isEmpty() ? "json-file" : spec.shown("log-driver");
    refuse(
        !LOG_DRIVERS.contains(driver),
        "error looking up logging plugin " + driver + ": plugin \"" + driver + "\" not found");
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : spec.shown().getOrDefault("log-opt", List.of())) {
      options.put(option.replaceFirst("=.*", ""), option.replaceFirst("^[^=]*=?", ""));
    }
    String mode = options.getOrDefault("mode", "");
    refuse(!MODES.contains(mode), "logger: logging mode not supported: " + mode);
    refuse(
        options.containsKey("max-buffer-size") && !mode.equals("non-blocking"),
        "logger: max-buffer-size option is only supported with 'mode=non-blocking'");
    String buffer = options.getOrDefault("max-buffer-size", "");
    refuse(
        !buffer.isEmpty() && !Units.isSize(buffer),
        "error parsing option max-buffer-size: invalid size: '" + buffer + "'");
    String address = options.getOrDefault("syslog-address", "unix");
    int end = address.indexOf("://");
    String scheme = end < 0 ? address : address.substring(0, end);
    refuse(
        driver.equals("syslog") && !SYSLOG_SCHEMES.contains(scheme),
        "unsupported scheme: '" + (end < 0 ? "" : scheme) + "'");
    for (String name : options.keySet()) {
      refuse(
          driver.equals("json-file") && !FILE_OPTIONS.contains(name)
              || driver.equals("syslog") && !SYSLOG_OPTIONS.contains(name),
          "unknown log opt '" + name + "' for " + driver + " log driver");
      refuse(
          driver.equals("local") && !FILE_OPTIONS.contains(name),
          "unknown log opt '" + name + "' for log driver local");
    }
  }

  private long number(String option) {
    String text = spec.shown(option);
    return Digits.orZero(text);
  }

  private static void refuse(boolean wrong, String why) throws EngineException {
    if (wrong) {
      throw EngineException.bad(why);
    }
  }
}
