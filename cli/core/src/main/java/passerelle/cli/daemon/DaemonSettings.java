package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Problem;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Language;
import passerelle.text.Messages;

/**
 * The settings that a command line of dockerd and its file give together, or why dockerd refuses
 * them (cmd/dockerd/daemon.go: loadDaemonCliConfig).
 *
 * @param files the text of a file of the Docker host
 */
record DaemonSettings(EngineProfile profile, Function<String, Optional<String>> files) {
  private static final String BUNDLE = "passerelle/cli/messages";

  /** Options of IPv6 networks, which are not modelled. */
  private static final Set<String> UNMODELLED =
      Set.of(
          "ipv6", "bip6", "fixed-cidr-v6", "default-gateway-v6", "add-runtime", "default-runtime");

  /** Values with which such an option changes nothing of what is the case anyway. */
  private static final Set<List<String>> USUAL =
      Set.of(List.of("false"), List.of("runc"), List.of());

  /** The words of a command line as options. */
  Map<String, List<String>> flags(List<String> words) throws DaemonRefusal {
    try {
      ParsedFlags parsed = DaemonFlags.parse(words);
      if (!parsed.arguments().isEmpty()) {
        throw new DaemonRefusal(
            "\"dockerd\" accepts no argument(s).\nSee 'dockerd --help'.\n\n"
                + "Usage:  dockerd [OPTIONS]\n\nA self-sufficient runtime for containers.");
      }
      for (String name : parsed.values().keySet()) {
        if (DaemonFlags.of(name).filter(f -> f.isIn(profile.version())).isEmpty()) {
          throw usage("unknown flag: --" + name);
        }
      }
      return parsed.values();
    } catch (Problem e) {
      throw usage(e.getMessage());
    }
  }

  private static DaemonRefusal usage(String problem) {
    return new DaemonRefusal("Status: " + problem + "\nSee 'dockerd --help'., Code: 125");
  }

  /** What the options and the file say together. */
  Map<String, List<String>> merged(Map<String, List<String>> flags) throws DaemonRefusal {
    List<String> named = flags.getOrDefault("config-file", List.of(DaemonFile.PATH));
    String path = named.get(named.size() - 1);
    Optional<String> text = files.apply(path);
    if (text.isEmpty()) {
      if (flags.containsKey("config-file")) {
        throw new DaemonRefusal(
            ("unable to configure the Docker daemon with file %s: open %s: no such file "
                    + "or directory")
                .formatted(path, path));
      }
      checkValues(flags, "");
      return flags;
    }
    Map<String, List<String>> all = DaemonFile.merged(path, text.get(), profile.version(), flags);
    checkValues(
        all,
        "unable to configure the Docker daemon with file "
            + path
            + ": merged configuration validation from file and command line flags failed: ");
    return all;
  }

  /** {@code config.Validate}. */
  private static void checkValues(Map<String, List<String>> all, String head) throws DaemonRefusal {
    String mtu = last(all, "mtu").orElse("0");
    if (mtu.startsWith("-")) {
      throw new DaemonRefusal(head + "invalid default MTU: " + mtu);
    }
    String level = last(all, "log-level").orElse("info");
    if (!level.matches("debug|info|warn|error|fatal|trace|panic|warning")) {
      throw new DaemonRefusal(head + "invalid logging level: " + level);
    }
    for (String label : all.getOrDefault("label", List.of())) {
      if (!label.contains("=")) {
        throw new DaemonRefusal(head + "bad attribute format: " + label);
      }
    }
    for (String domain : all.getOrDefault("dns-search", List.of())) {
      if (!domain.matches("\\.|[a-zA-Z0-9_.-]*[a-zA-Z][a-zA-Z0-9_.-]*")) {
        throw new DaemonRefusal(head + domain + " is not a valid domain");
      }
    }
    for (String what : List.of("downloads", "uploads")) {
      String number = last(all, "max-concurrent-" + what).orElse("1");
      if (number.startsWith("-")) {
        throw new DaemonRefusal(head + "invalid max concurrent " + what + ": " + number);
      }
    }
  }

  private static Optional<String> last(Map<String, List<String>> all, String name) {
    List<String> values = all.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /** The engine's settings. What concerns no network of the lab is accepted and does nothing. */
  EngineSettings of(Map<String, List<String>> all) throws DaemonRefusal {
    new DaemonStart(profile.version(), all).check();
    Map<String, List<String>> modelled = new LinkedHashMap<>();
    Map<String, List<String>> shown = new LinkedHashMap<>();
    List<String> refused = new ArrayList<>();
    all.forEach(
        (name, values) -> {
          if (DaemonOptions.labels().containsKey(name)) {
            modelled.put(name, values);
          } else if (UNMODELLED.contains(name) && !USUAL.contains(values)) {
            refused.add(name);
          } else {
            shown.put(name, values);
          }
        });
    if (!refused.isEmpty()) {
      throw new DaemonRefusal(
          "Passerelle does not model dockerd's option " + String.join(", ", refused));
    }
    try {
      return DaemonOptions.read(modelled, profile, Messages.of(Language.EN, BUNDLE))
          .withShown(shown);
    } catch (LabException wrong) {
      throw new DaemonRefusal("failed to start daemon: " + wrong.getMessage());
    }
  }
}
