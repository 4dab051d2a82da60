package passerelle.engine.cli.docker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.Phrase;
import passerelle.engine.cli.ApiVersion;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.CliStyle;
import passerelle.engine.cli.Client;
import passerelle.engine.cli.CommandHelp;
import passerelle.engine.cli.Docker;
import passerelle.engine.cli.DockerIo;
import passerelle.engine.cli.FlagParser;
import passerelle.engine.cli.FlagValues;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Problem;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.cli.compose.ComposeRelease;
import passerelle.engine.cli.system.Unreachable;
import passerelle.engine.daemon.Engine;
import passerelle.kernel.op.Plan;

/** The {@code docker} command: finds the command, reads its options, runs it. */
public final class DockerCommand implements Docker {
  /** Second names of the commands of a group; messages use the first. */
  private static final Map<String, String> ALIASES = Map.of("list", "ls", "remove", "rm");

  /** Commands of a group that are commands of the top level, too. */
  private static final Map<String, String> TOP_LEVEL =
      Map.ofEntries(
          Map.entry("builder build", "build"),
          Map.entry("buildx b", "build"),
          Map.entry("buildx build", "build"),
          Map.entry("buildx prune", "builder prune"),
          Map.entry("container ls", "ps"),
          Map.entry("image build", "build"),
          Map.entry("image ls", "images"),
          Map.entry("image pull", "pull"),
          Map.entry("image history", "history"),
          Map.entry("image import", "import"),
          Map.entry("image load", "load"),
          Map.entry("image push", "push"),
          Map.entry("image save", "save"),
          Map.entry("image rm", "rmi"),
          Map.entry("image tag", "tag"),
          Map.entry("system events", "events"),
          Map.entry("system info", "info"));

  /** The first argument that is no option ends the options, since a command follows it. */
  private static final Set<String> NOT_INTERSPERSED =
      Set.of("run", "create", "exec", "top", "commit", "tag", "compose exec", "compose run");

  /** Groups that are programs of their own; alone they print their help as an answer. */
  private static final Set<String> PLUGINS = Set.of("buildx", "compose");

  private final Engine engine;
  private final CliStyle style;
  private final Map<String, Optional<CommandHelp>> read = new HashMap<>();

  /** The command that asks this engine. */
  public DockerCommand(Engine engine) {
    this.engine = engine;
    this.style = CliStyle.of(engine.profile().version());
  }

  @Override
  public int run(List<String> argv, DockerIo io) {
    try {
      return dispatch(argv, io);
    } catch (CliException e) {
      io.err(e.getMessage());
      return e.status();
    } catch (EngineException e) {
      io.refused(e);
      io.err(style.told(e) + "\n");
      return 1;
    }
  }

  /**
   * What a command line would do.
   *
   * @param plan to the kernel
   * @param output what it would print, as far as that does not depend on packets
   * @param status its exit status
   */
  public record Rehearsal(Plan plan, String output, int status) {}

  /** Tells what a command line would do, without doing it. */
  public Rehearsal rehearse(List<String> argv) {
    StringBuilder output = new StringBuilder();
    int[] status = new int[1];
    DockerIo io =
        new DockerIo() {
          @Override
          public void out(String text) {
            output.append(text);
          }

          @Override
          public void err(String text) {
            output.append(text);
          }

          @Override
          public boolean inputIsTerminal() {
            return true;
          }
        };
    Plan plan = engine.rehearse(e -> status[0] = new DockerCommand(e).run(argv, io));
    return new Rehearsal(plan, output.toString(), status[0]);
  }

  private int dispatch(List<String> argv, DockerIo io) throws CliException, EngineException {
    CommandHelp root = help("", "").orElseThrow();
    ParsedFlags global = parse(root, false, argv);
    Client client = new Client(engine, style, io, global);
    client.check();
    List<String> words = global.arguments();
    if (words.isEmpty() && global.on("version")) {
      EngineProfile.Versions v = engine.profile().versions();
      io.out("Docker version " + v.engine() + ", build " + v.clientCommit() + "\n");
      return 0;
    }
    if (global.helpWanted()) {
      tellOfShorthand(global, io);
      List<String> behind = argv.subList(argv.indexOf("--help") + 1, argv.size());
      boolean asked = argv.contains("--help") && !behind.isEmpty();
      return helpFor(asked ? behind.subList(0, 1) : List.of(), io);
    }
    if (words.isEmpty()) {
      io.err(root.text());
      return 0;
    }
    if (words.get(0).equals("help")) {
      return helpFor(words.subList(1, words.size()), io);
    }
    String first = words.get(0);
    if (Unmodelled.needsSwarm(words)) {
      throw EngineException.inNoSwarm();
    }
    Optional<CommandHelp> group = help(first, first).filter(CommandHelp::isGroup);
    if (group.isPresent()) {
      return group(group.get(), first, words, client, io);
    }
    if (first.equals("checkpoint")) {
      throw Unmodelled.experimental(words);
    }
    if (!CommandTable.has(first)) {
      parse(root, true, argv);
      throw root.text().matches("(?s).*\\n  " + Pattern.quote(first) + "\\*? .*")
          ? Unmodelled.command(first)
          : new CliException(style.says(Phrase.UNKNOWN_COMMAND, first), 1);
    }
    return command(first, first, ParsedFlags.NONE, words.subList(1, words.size()), client, io);
  }

  private int helpFor(List<String> words, DockerIo io) throws CliException {
    String asked = String.join(" ", words);
    String typed = words.size() == 2 ? inGroup(words.get(0), words.get(1)) : asked;
    Optional<CommandHelp> help = help(canonical(typed), typed);
    if (help.isEmpty()) {
      throw new CliException("unknown help topic: " + typed + "\n", 1);
    }
    io.out(help.get().text());
    return 0;
  }

  private int group(CommandHelp help, String name, List<String> words, Client client, DockerIo io)
      throws CliException, EngineException {
    ParsedFlags flags = parse(help, false, words.subList(1, words.size()));
    if (flags.arguments().isEmpty()) {
      tellOfShorthand(flags, io);
      if (flags.helpWanted() || PLUGINS.contains(name)) {
        io.out(help.text());
      } else {
        io.err(help.text());
      }
      return 0;
    }
    String second = flags.arguments().get(0);
    String typed = inGroup(name, second);
    String canonical = canonical(typed);
    boolean listed = help.text().contains("\n  " + second + " ");
    if (name.equals("compose") && !listed) {
      io.out(help.text());
      throw compose().usage("unknown docker command: \"compose " + second + "\"");
    }
    if (!CommandTable.has(canonical)) {
      throw listed
          ? Unmodelled.refuse("the command " + typed)
          : style.unknownSubcommand(help, second);
    }
    List<String> rest = flags.arguments().subList(1, flags.arguments().size());
    return command(canonical, typed, flags, rest, client, io);
  }

  private ComposeRelease compose() {
    return ComposeRelease.of(engine.profile().versions().compose());
  }

  private static String inGroup(String group, String word) {
    boolean listed = group.equals("container") && word.equals("ps");
    return group + " " + (listed ? "ls" : ALIASES.getOrDefault(word, word));
  }

  private String canonical(String typed) {
    String plain = TOP_LEVEL.getOrDefault(typed, typed);
    String inner = plain.startsWith("container ") ? plain.substring("container ".length()) : plain;
    return CommandTable.has(plain) || !CommandTable.has(inner) ? plain : inner;
  }

  private int command(
      String canonical,
      String typed,
      ParsedFlags group,
      List<String> words,
      Client client,
      DockerIo io)
      throws CliException, EngineException {
    CommandHelp help = help(canonical, typed).orElseThrow();
    ParsedFlags flags = parse(help, !NOT_INTERSPERSED.contains(canonical), words).under(group);
    if (flags.helpWanted()) {
      tellOfShorthand(flags, io);
      io.out(help.text());
      return 0;
    }
    Unmodelled.checkSupported(flags);
    CommandTable.Command command = CommandTable.get(canonical);
    if (!command.arguments().accept(flags.arguments())) {
      throw style.wrongArguments(help, command.arguments());
    }
    if (isClientsOwn(canonical)) {
      ApiVersion newest = ApiVersion.newest(engine.profile());
      return command.body().run(new Invocation(engine, this, io, style, client, newest, flags));
    }
    Optional<String> failure = client.failure(canonical, flags.arguments());
    if (failure.isPresent()) {
      return new Unreachable(engine, io, style, client, failure.get())
          .tell(canonical, flags.arguments());
    }
    return command
        .body()
        .run(new Invocation(engine, this, io, style, client, api(canonical, io), flags));
  }

  /** Whether a command asks no daemon. */
  private static boolean isClientsOwn(String canonical) {
    return canonical.startsWith("context ")
        || List.of("logout", "compose config", "compose version").contains(canonical);
  }

  private static void tellOfShorthand(ParsedFlags flags, DockerIo io) {
    if (flags.text("help").orElse("").equals("deprecated")) {
      io.err("Flag shorthand -h has been deprecated, please use --help\n");
    }
  }

  private ApiVersion api(String canonical, DockerIo io) throws CliException, EngineException {
    try {
      return ApiVersion.of(io.variable(ApiVersion.VARIABLE), engine.profile());
    } catch (EngineException e) {
      if (canonical.equals("run")) {
        throw style.refused(canonical, style.told(e));
      }
      throw e;
    }
  }

  private ParsedFlags parse(CommandHelp help, boolean interspersed, List<String> words)
      throws CliException {
    try {
      return new FlagParser(
              help.flags(), interspersed, (flag, value) -> FlagValues.problem(flag, value, style))
          .parse(new ArrayList<>(words));
    } catch (Problem e) {
      throw help.path().startsWith("docker compose")
          ? compose().usage(e.getMessage())
          : style.wrongFlag(help, e.getMessage());
    }
  }

  private Optional<CommandHelp> help(String canonical, String typed) {
    return read.computeIfAbsent(
        canonical + "\n" + typed,
        k -> CommandHelp.load(engine.profile().version(), canonical, typed));
  }
}
