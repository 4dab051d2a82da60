package passerelle.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import passerelle.engine.EngineVersion;
import passerelle.text.Messages;
import passerelle.text.Nearest;
import passerelle.text.WordList;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;

/** The command line of {@code passerelle}: commands, options and their descriptions. */
record Usage(Messages messages) {
  static final String VERSION = "0.1.0";
  private static final String NAME = "passerelle";
  private static final int COLUMNS = 80;
  private static final List<String> COMMANDS =
      WordList.of("repl lab join replay slides transcript compare lesson play web doctor");

  private static final String TRANSCRIPT =
      " --kernel=sim|real --engine --images=NAME --output=DIR --force";
  private static final String LAB =
      " --kernel=sim|real --engine --images=NAME --seed=N --load=FILE -c=LINES --pace=N"
          + " --record=FILE --no-history --output=DIR --force daemon";
  private static final String MANY = " --junit=FILE --shard=K/N --jobs=N";

  /** What commands take, in the order in which help shows it; those of a lab are not named. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "join", "",
          "replay", TRANSCRIPT + " --update" + MANY,
          "slides", TRANSCRIPT + " --junit=FILE --report=FILE --shard=K/N --suggest --live=FILE",
          "transcript", TRANSCRIPT,
          "compare", "--runs=N --engine --images=NAME --output=DIR --force" + MANY,
          "lesson",
              LAB + " --student=NAME --csv=FILE --junit=FILE --html=FILE --remark --shard=K/N",
          "play",
              TRANSCRIPT
                  + " --seed=N --from=N --speed=N --auto=SECONDS --pace=N --record=FILE"
                  + " --no-history",
          "web", "--file=FILE --element=FILE --join --port=N" + LAB,
          "doctor", "--json");

  /** Options that mean something of their own in their command. */
  private static final Set<String> OWN =
      Set.of("web.file", "web.element", "web.join", "web.port", "doctor.json");

  private static final Set<String> NUMBERS = Set.of("--runs", "--jobs");

  /** What stands for something else in a usage line. */
  private static final Pattern METAVARIABLE = Pattern.compile("[A-Z]{2,}");

  /** The whole of it in a language. */
  static CommandSpec of(Messages messages) {
    return of(messages, COMMANDS);
  }

  /**
   * What the words of a command line can be about: the prompt comes sooner where not all commands
   * are made ready.
   */
  static CommandSpec of(Messages messages, List<String> words) {
    return new Usage(messages).root(words);
  }

  /**
   * The words of a command line with the command before the options that stand before it: they are
   * the command's own, which takes them or refuses them.
   */
  static String[] commandFirst(CommandSpec root, String... words) {
    int at = 0;
    while (at < words.length && words[at].startsWith("-") && !words[at].equals("--")) {
      OptionSpec option = root.optionsMap().get(words[at]);
      at += option != null && option.arity().max() > 0 ? 2 : 1;
    }
    if (at >= words.length || !root.subcommands().containsKey(words[at])) {
      return words;
    }
    List<String> ordered = new ArrayList<>(List.of(words));
    ordered.add(0, ordered.remove(at));
    return ordered.toArray(String[]::new);
  }

  private CommandSpec root(List<String> words) {
    CommandSpec root = withOptions(command(NAME, "cmd.passerelle"), LAB);
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description(messages.get("option.version"))
            .build());
    root.usageMessage().footer(messages.get("usage.footer"));
    for (String name : COMMANDS) {
      if (words.contains(name)) {
        root.addSubcommand(name, subcommand(name));
      }
    }
    return root;
  }

  private CommandSpec subcommand(String name) {
    CommandSpec spec = withOptions(command(name, "cmd." + name), OPTIONS.getOrDefault(name, LAB));
    return switch (name) {
      case "join", "web" -> positional(spec, "N", "0..1", Integer.class, "param.join");
      case "replay", "compare" -> positional(spec, "FILE|DIR", "0..*", Path.class, "param.replay");
      case "slides" -> positional(spec, "DECK", "0..*", Path.class, "param.slides");
      case "transcript" -> positional(spec, "FILE", "1", Path.class, "param.transcript");
      case "lesson" -> positional(spec, "NAME", "0..*", String.class, "param.lesson");
      case "play" -> {
        spec.usageMessage().footer(messages.get("play.footer"));
        yield positional(spec, "FILE", "1", String.class, "param.play");
      }
      default -> spec;
    };
  }

  private CommandSpec command(String name, String description) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage()
        .synopsisHeading(messages.get("usage.heading"))
        .optionListHeading(messages.get("usage.options"))
        .commandListHeading(messages.get("usage.commands"))
        .description(messages.get(description))
        .abbreviateSynopsis(true)
        .sortOptions(false)
        .synopsisSubcommandLabel("[" + messages.get("label.COMMAND") + "]")
        .width(COLUMNS);
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description(messages.get("option.help"))
            .build());
    spec.addOption(option(name, "--lang=fr|en"));
    return spec;
  }

  private CommandSpec withOptions(CommandSpec spec, String options) {
    for (String word : options.trim().split(" ")) {
      if (word.equals("daemon")) {
        DaemonUsage.addTo(spec, messages);
      } else if (!word.isEmpty()) {
        spec.addOption(option(spec.name(), word));
      }
    }
    return spec;
  }

  /** {@code --name} is a switch, {@code --name=LABEL} takes a value. */
  private OptionSpec option(String command, String word) {
    String name = word.replaceFirst("=.*", "");
    String label = word.contains("=") ? word.substring(name.length() + 1) : "";
    String text = name.equals("-c") ? "command" : name.substring(2);
    String key = OWN.contains(command + "." + text) ? command + "." + text : text;
    OptionSpec.Builder option =
        OptionSpec.builder(name).type(label.isEmpty() ? boolean.class : String.class);
    if (name.equals("-c")) {
      option.type(List.class).auxiliaryTypes(String.class);
    } else if (NUMBERS.contains(name)) {
      option.type(int.class);
    } else if (name.equals("--engine")) {
      String labels = String.join(", ", EngineVersion.labels());
      return option
          .type(String.class)
          .paramLabel(EngineVersion.choice())
          .description(messages.get("option.engine", labels, EngineVersion.DEFAULT.label()))
          .build();
    }
    if (!label.isEmpty()) {
      option.paramLabel(label(label, messages));
    }
    return option.description(messages.get("option." + key)).build();
  }

  /** Words of a command: {@code 0..*} are a list, fewer one value. */
  private CommandSpec positional(
      CommandSpec spec, String label, String arity, Class<?> type, String description) {
    PositionalParamSpec.Builder words =
        PositionalParamSpec.builder()
            .paramLabel(label(label, messages))
            .arity(arity)
            .description(messages.get(description));
    return spec.addPositional(
        (arity.endsWith("*")
                ? words.type(List.class).auxiliaryTypes(type)
                : words.index("0").required(arity.equals("1")).type(type))
            .build());
  }

  /** The metavariables of a label in the language of the messages. */
  static String label(String label, Messages messages) {
    return METAVARIABLE.matcher(label).replaceAll(m -> messages.get("label." + m.group()));
  }

  /** What is wrong with a command line, in a line. */
  static String explain(ParameterException wrong, Messages messages) {
    CommandSpec spec = wrong.getCommandLine().getCommandSpec();
    String command = spec.name().equals(NAME) ? "" : spec.name() + " ";
    return messages.get("usage.wrong", reason(wrong, spec, messages), command);
  }

  private static String reason(ParameterException wrong, CommandSpec spec, Messages messages) {
    List<String> unmatched = wrong.getCommandLine().getUnmatchedArguments();
    if (!unmatched.isEmpty()) {
      return unknown(unmatched.get(0), spec, messages);
    }
    if (wrong instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      ArgSpec arg = missing.getMissing().get(0);
      return arg instanceof OptionSpec option
          ? messages.get("usage.value", option.longestName())
          : messages.get("usage.missing", arg.paramLabel());
    }
    if (wrong instanceof OverwrittenOptionException twice) {
      return messages.get("usage.twice", name(twice.getOverwritten()));
    }
    return wrong.getArgSpec() == null || wrong.getValue() == null
        ? wrong.getMessage().lines().findFirst().orElse("")
        : messages.get("usage.unfit", name(wrong.getArgSpec()), wrong.getValue());
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }

  /** An option, a command, or one word too many; with the nearest one that is known. */
  private static String unknown(String word, CommandSpec spec, Messages messages) {
    boolean option = word.startsWith("-");
    boolean command = !option && !spec.subcommands().isEmpty();
    Set<String> known = option ? spec.optionsMap().keySet() : spec.subcommands().keySet();
    List<String> near = Nearest.of(word, known);
    String kind = option ? "option" : command ? "command" : "argument";
    String text = messages.get("usage.unknown." + kind, word);
    if (near.isEmpty()) {
      return text;
    }
    String key = near.size() > 1 ? "hint.nearest.some" : "hint.nearest";
    return text + " (" + messages.get(key, String.join(", ", near)) + ")";
  }
}
