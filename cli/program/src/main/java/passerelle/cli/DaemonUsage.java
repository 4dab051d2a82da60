package passerelle.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.cli.daemon.DaemonFlags;
import passerelle.cli.daemon.DaemonOptions;
import passerelle.text.Messages;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The engine's options on the program's command line. */
final class DaemonUsage {
  private DaemonUsage() {}

  /** Lets a command have the options that are modelled. */
  static void addTo(CommandSpec spec, Messages messages) {
    DaemonOptions.labels()
        .forEach(
            (name, label) -> {
              spec.addOption(
                  builder(DaemonFlags.of(name).orElseThrow())
                      .paramLabel(Usage.label(label, messages))
                      .description(messages.get("option." + name))
                      .build());
              if (DaemonOptions.isUsuallyOn(name)) {
                spec.addOption(
                    OptionSpec.builder("--no-" + name).type(boolean.class).hidden(true).build());
              }
            });
  }

  private static OptionSpec.Builder builder(DaemonFlags.Flag flag) {
    String name = "--" + flag.name();
    OptionSpec.Builder builder =
        flag.letter().isEmpty()
            ? OptionSpec.builder(name)
            : OptionSpec.builder("-" + flag.letter(), name);
    return flag.type().equals("bool")
        ? builder.type(String.class).arity("0..1").fallbackValue("true")
        : builder.type(List.class).auxiliaryTypes(String.class).arity("1");
  }

  /** What was given, as {@link DaemonOptions#read} takes it. */
  static Map<String, List<String>> given(ParseResult parsed) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (String name : DaemonOptions.labels().keySet()) {
      if (parsed.hasMatchedOption("--" + name)) {
        given.put(name, parsed.matchedOption("--" + name).originalStringValues());
      }
      if (DaemonOptions.isUsuallyOn(name) && parsed.hasMatchedOption("--no-" + name)) {
        given.put(name, List.of("false"));
      }
    }
    return given;
  }
}
