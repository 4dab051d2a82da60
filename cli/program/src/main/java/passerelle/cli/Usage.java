package passerelle.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import passerelle.engine.EngineVersion;
import passerelle.text.Messages;
import passerelle.text.Nearest;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of {@code passerelle}: commands, options and their descriptions. */
record Usage(Messages messages) {
  static final String VERSION = "0.1.0";
  private static final String NAME = "passerelle";
  private static final int COLUMNS = 80;
  private static final List<String> COMMANDS =
      List.of(
          """
          repl lab join replay slides transcript compare lesson play web doctor
          """
              .split("\\s+"));

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

  private CommandSpec root(List<String> words) {
    CommandSpec root = repl(NAME, "cmd.passerelle");
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
    return switch (name) {
      case "join" -> join();
      case "replay" -> replay();
      case "slides" -> slides();
      case "transcript" -> transcript();
      case "compare" -> compare();
      case "lesson" -> lesson();
      case "play" -> play();
      case "web" -> web();
      case "doctor" -> doctor();
      default -> repl(name, "cmd." + name);
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
    option(spec, "option.lang", "fr|en", "--lang");
    return spec;
  }

  private CommandSpec repl(String name, String description) {
    CommandSpec spec = command(name, description);
    labOptions(spec);
    return spec;
  }

  private CommandSpec join() {
    CommandSpec spec = command("join", "cmd.join");
    return withLabNumber(spec);
  }

  /** Which of the labs that run in other windows. */
  private CommandSpec withLabNumber(CommandSpec spec) {
    return positional(spec, "N", "0..1", Integer.class, "param.join");
  }

  private void labOptions(CommandSpec spec) {
    option(spec, "option.kernel", "sim|real", "--kernel");
    engine(spec);
    option(spec, "option.images", "NAME", "--images");
    option(spec, "option.seed", "N", "--seed");
    option(spec, "option.load", "FILE", "--load");
    lines(spec);
    option(spec, "option.pace", "N", "--pace");
    option(spec, "option.record", "FILE", "--record");
    flag(spec, "option.no-history", "--no-history");
    outputOptions(spec);
    DaemonUsage.addTo(spec, messages);
  }

  private void outputOptions(CommandSpec spec) {
    option(spec, "option.output", "DIR", "--output");
    flag(spec, "option.force", "--force");
  }

  private CommandSpec replay() {
    CommandSpec spec = command("replay", "cmd.replay");
    transcriptOptions(spec);
    flag(spec, "option.update", "--update");
    manyTranscripts(spec);
    return spec;
  }

  private CommandSpec compare() {
    CommandSpec spec = command("compare", "cmd.compare");
    number(spec, "option.runs", "--runs");
    engine(spec);
    option(spec, "option.images", "NAME", "--images");
    outputOptions(spec);
    manyTranscripts(spec);
    return spec;
  }

  private void number(CommandSpec spec, String description, String name) {
    spec.addOption(
        OptionSpec.builder(name)
            .paramLabel("N")
            .type(int.class)
            .description(messages.get(description))
            .build());
  }

  /** What commands take that run many transcripts. */
  private void manyTranscripts(CommandSpec spec) {
    option(spec, "option.junit", "FILE", "--junit");
    option(spec, "option.shard", "K/N", "--shard");
    number(spec, "option.jobs", "--jobs");
    positional(spec, "FILE|DIR", "0..*", Path.class, "param.replay");
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

  private CommandSpec slides() {
    CommandSpec spec = command("slides", "cmd.slides");
    transcriptOptions(spec);
    option(spec, "option.junit", "FILE", "--junit");
    option(spec, "option.report", "FILE", "--report");
    option(spec, "option.shard", "K/N", "--shard");
    flag(spec, "option.suggest", "--suggest");
    option(spec, "option.live", "FILE", "--live");
    positional(spec, "DECK", "0..*", Path.class, "param.slides");
    return spec;
  }

  private CommandSpec transcript() {
    CommandSpec spec = command("transcript", "cmd.transcript");
    transcriptOptions(spec);
    positional(spec, "FILE", "1", Path.class, "param.transcript");
    return spec;
  }

  private CommandSpec lesson() {
    CommandSpec spec = command("lesson", "cmd.lesson");
    labOptions(spec);
    option(spec, "option.student", "NAME", "--student");
    option(spec, "option.csv", "FILE", "--csv");
    option(spec, "option.junit", "FILE", "--junit");
    option(spec, "option.html", "FILE", "--html");
    flag(spec, "option.remark", "--remark");
    option(spec, "option.shard", "K/N", "--shard");
    positional(spec, "NAME", "0..*", String.class, "param.lesson");
    return spec;
  }

  private CommandSpec play() {
    CommandSpec spec = command("play", "cmd.play");
    transcriptOptions(spec);
    option(spec, "option.seed", "N", "--seed");
    option(spec, "option.from", "N", "--from");
    option(spec, "option.speed", "N", "--speed");
    option(spec, "option.auto", "SECONDS", "--auto");
    option(spec, "option.pace", "N", "--pace");
    option(spec, "option.record", "FILE", "--record");
    flag(spec, "option.no-history", "--no-history");
    positional(spec, "FILE", "1", String.class, "param.play");
    spec.usageMessage().footer(messages.get("play.footer"));
    return spec;
  }

  private CommandSpec web() {
    CommandSpec spec = command("web", "cmd.web");
    option(spec, "option.web.file", "FILE", "--file");
    option(spec, "option.web.element", "FILE", "--element");
    flag(spec, "option.web.join", "--join");
    option(spec, "option.web.port", "N", "--port");
    labOptions(spec);
    return withLabNumber(spec);
  }

  private CommandSpec doctor() {
    CommandSpec spec = command("doctor", "cmd.doctor");
    flag(spec, "option.doctor.json", "--json");
    return spec;
  }

  private void transcriptOptions(CommandSpec spec) {
    option(spec, "option.kernel", "sim|real", "--kernel");
    engine(spec);
    option(spec, "option.images", "NAME", "--images");
    outputOptions(spec);
  }

  private void engine(CommandSpec spec) {
    String text =
        messages.get(
            "option.engine",
            String.join(", ", EngineVersion.labels()),
            EngineVersion.DEFAULT.label());
    spec.addOption(
        OptionSpec.builder("--engine")
            .paramLabel(EngineVersion.choice())
            .type(String.class)
            .description(text)
            .build());
  }

  private void option(CommandSpec spec, String key, String label, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .paramLabel(label(label, messages))
            .type(String.class)
            .description(messages.get(key))
            .build());
  }

  /** As often as one likes: the lines are done in their order. */
  private void lines(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-c")
            .paramLabel(label("LINES", messages))
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(messages.get("option.command"))
            .build());
  }

  private void flag(CommandSpec spec, String key, String name) {
    spec.addOption(
        OptionSpec.builder(name).type(boolean.class).description(messages.get(key)).build());
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
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched.getUnmatched().get(0), spec, messages);
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
