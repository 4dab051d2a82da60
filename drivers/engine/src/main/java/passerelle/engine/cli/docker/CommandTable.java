package passerelle.engine.cli.docker;

import java.util.LinkedHashMap;
import java.util.Map;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.CliStyle.Arguments;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.compose.ComposeBuild;
import passerelle.engine.cli.compose.ComposeCommands;
import passerelle.engine.cli.compose.ComposeConfig;
import passerelle.engine.cli.compose.ComposeDelegates;
import passerelle.engine.cli.compose.ComposeDown;
import passerelle.engine.cli.compose.ComposeImages;
import passerelle.engine.cli.compose.ComposeQueries;
import passerelle.engine.cli.compose.ComposeRun;
import passerelle.engine.cli.compose.ComposeUp;
import passerelle.engine.cli.container.CopyCommand;
import passerelle.engine.cli.container.DiffCommand;
import passerelle.engine.cli.container.ExecCommand;
import passerelle.engine.cli.container.LifeCommands;
import passerelle.engine.cli.container.LogsCommand;
import passerelle.engine.cli.container.PortCommand;
import passerelle.engine.cli.container.PsCommand;
import passerelle.engine.cli.container.RunCommand;
import passerelle.engine.cli.container.StatsCommand;
import passerelle.engine.cli.container.TopCommand;
import passerelle.engine.cli.container.UpdateCommand;
import passerelle.engine.cli.image.ArchiveCommands;
import passerelle.engine.cli.image.BuildCommand;
import passerelle.engine.cli.image.CommitCommand;
import passerelle.engine.cli.image.HistoryCommand;
import passerelle.engine.cli.image.ImageChanges;
import passerelle.engine.cli.image.ImageCommands;
import passerelle.engine.cli.image.PullCommand;
import passerelle.engine.cli.network.NetworkCommands;
import passerelle.engine.cli.network.NetworkCreateCommand;
import passerelle.engine.cli.system.ContextCommands;
import passerelle.engine.cli.system.DiskUsageCommand;
import passerelle.engine.cli.system.EventsCommand;
import passerelle.engine.cli.system.InspectCommand;
import passerelle.engine.cli.system.PluginCommands;
import passerelle.engine.cli.system.PruneCommand;
import passerelle.engine.cli.system.RegistryCommands;
import passerelle.engine.cli.system.SwarmCommands;
import passerelle.engine.cli.system.SystemCommands;
import passerelle.engine.cli.system.VolumeCommands;

/** The commands that docker has here, by the words that name them. */
final class CommandTable {
  private static final CommandTable ALL = new CommandTable();

  private final Map<String, Command> commands = new LinkedHashMap<>();

  /** A command: how many arguments it takes and what it does. */
  record Command(Arguments arguments, Body body) {}

  /** What a command does. */
  @FunctionalInterface
  interface Body {
    int run(Invocation call) throws CliException, EngineException;
  }

  private CommandTable() {
    containers();
    networks();
    Arguments one = Arguments.atLeast(1);
    add("inspect", one, call -> new InspectCommand(call).any());
    add("image inspect", one, call -> new InspectCommand(call).images());
    add("images", new Arguments(0, 1), ImageCommands::list);
    add("build", Arguments.ANY, BuildCommand::run);
    add("builder prune", Arguments.NONE, BuildCommand::prune);
    add("buildx ls", Arguments.NONE, BuildCommand::builders);
    add("buildx version", Arguments.NONE, BuildCommand::version);
    add("pull", Arguments.exactly(1), PullCommand::run);
    add("search", Arguments.exactly(1), PullCommand::search);
    add("push", Arguments.exactly(1), RegistryCommands::push);
    add("login", new Arguments(0, 1), RegistryCommands::login);
    add("logout", new Arguments(0, 1), RegistryCommands::logout);
    add("save", one, ArchiveCommands::save);
    add("load", Arguments.NONE, ArchiveCommands::load);
    add("export", Arguments.exactly(1), ArchiveCommands::export);
    add("import", one, ArchiveCommands::take);
    add("tag", Arguments.exactly(2), ImageChanges::tag);
    add("rmi", one, ImageChanges::remove);
    add("image prune", Arguments.NONE, PruneCommand::images);
    add("version", Arguments.NONE, SystemCommands::version);
    add("info", Arguments.NONE, SystemCommands::info);
    add("history", Arguments.exactly(1), HistoryCommand::run);
    add("events", Arguments.NONE, EventsCommand::run);
    add("system df", Arguments.NONE, DiskUsageCommand::run);
    add("system prune", Arguments.NONE, PruneCommand::everything);
    add("manifest rm", Arguments.atLeast(1), RegistryCommands::removeManifest);
    volumes();
    contexts();
    plugins();
    swarm();
    compose();
  }

  static boolean has(String name) {
    return ALL.commands.containsKey(name);
  }

  static Command get(String name) {
    return ALL.commands.get(name);
  }

  /** Compose counts the arguments of these commands with other words (cobra MinimumNArgs). */
  private static Body atLeast(int number, Body body) {
    return call -> {
      int there = call.arguments().size();
      if (there < number) {
        throw new CliException(
            "requires at least %d arg(s), only received %d\n".formatted(number, there), 1);
      }
      return body.run(call);
    };
  }

  private void compose() {
    add("compose attach", Arguments.ANY, atLeast(1, ComposeDelegates::attach));
    add("compose build", Arguments.ANY, ComposeBuild::run);
    add("compose config", Arguments.ANY, ComposeConfig::run);
    add("compose images", Arguments.ANY, ComposeImages::run);
    add("compose run", Arguments.ANY, atLeast(1, call -> new ComposeRun(call).run()));
    add("compose top", Arguments.ANY, ComposeQueries::top);
    add("compose cp", Arguments.exactly(2), ComposeCommands::copy);
    add("compose pause", Arguments.ANY, ComposeCommands::pause);
    add("compose unpause", Arguments.ANY, ComposeCommands::unpause);
    add("compose down", Arguments.ANY, ComposeDown::run);
    add("compose create", Arguments.ANY, call -> new ComposeUp(call).create());
    add("compose exec", Arguments.ANY, atLeast(2, ComposeCommands::exec));
    add("compose kill", Arguments.ANY, ComposeCommands::kill);
    add("compose logs", Arguments.ANY, ComposeCommands::logs);
    add("compose ls", Arguments.NONE, ComposeQueries::list);
    add("compose port", Arguments.ANY, atLeast(2, ComposeCommands::port));
    add("compose ps", Arguments.ANY, ComposeQueries::processes);
    add("compose pull", Arguments.ANY, ComposeCommands::pull);
    add("compose restart", Arguments.ANY, ComposeCommands::restart);
    add("compose rm", Arguments.ANY, ComposeCommands::remove);
    add("compose scale", Arguments.ANY, atLeast(1, ComposeDelegates::scale));
    add("compose stats", Arguments.ANY, ComposeDelegates::stats);
    add("compose start", Arguments.ANY, ComposeCommands::start);
    add("compose stop", Arguments.ANY, ComposeCommands::stop);
    add("compose up", Arguments.ANY, call -> new ComposeUp(call).run());
    add("compose volumes", Arguments.ANY, ComposeDelegates::volumes);
    add("compose wait", Arguments.atLeast(1), ComposeDelegates::waitFor);
    add("compose version", Arguments.NONE, ComposeCommands::version);
  }

  private void contexts() {
    add("context create", Arguments.exactly(1), ContextCommands::create);
    add("context inspect", Arguments.ANY, ContextCommands::inspect);
    add("context ls", Arguments.NONE, ContextCommands::list);
    add("context rm", Arguments.atLeast(1), ContextCommands::remove);
    add("context show", Arguments.NONE, ContextCommands::show);
    add("context update", Arguments.exactly(1), ContextCommands::update);
    add("context use", Arguments.ANY, ContextCommands::use);
  }

  private void volumes() {
    add("volume create", new Arguments(0, 1), VolumeCommands::create);
    add("volume inspect", Arguments.atLeast(1), call -> new InspectCommand(call).volumes());
    add("volume ls", Arguments.NONE, VolumeCommands::list);
    add("volume prune", Arguments.NONE, PruneCommand::volumes);
    add("volume rm", Arguments.atLeast(1), VolumeCommands::remove);
    add("volume update", new Arguments(0, 1), VolumeCommands::update);
  }

  private void containers() {
    Arguments one = Arguments.atLeast(1);
    add("run", one, call -> new RunCommand(call, "run").run());
    add("create", one, call -> new RunCommand(call, "create").run());
    add("start", one, LifeCommands::start);
    add("stop", one, LifeCommands::stop);
    add("restart", one, LifeCommands::restart);
    add("kill", one, LifeCommands::kill);
    add("pause", one, LifeCommands::pause);
    add("unpause", one, LifeCommands::unpause);
    add("wait", one, LifeCommands::waitFor);
    add("rm", one, LifeCommands::remove);
    add("rename", Arguments.exactly(2), LifeCommands::rename);
    add("update", one, UpdateCommand::run);
    add("exec", Arguments.atLeast(2), ExecCommand::run);
    add("logs", Arguments.exactly(1), LogsCommand::run);
    add("attach", Arguments.exactly(1), LifeCommands::attach);
    add("top", one, TopCommand::run);
    add("stats", Arguments.ANY, StatsCommand::run);
    add("cp", Arguments.exactly(2), CopyCommand::run);
    add("diff", Arguments.exactly(1), DiffCommand::run);
    add("commit", new Arguments(1, 2), CommitCommand::run);
    add("ps", Arguments.NONE, PsCommand::run);
    add("port", new Arguments(1, 2), PortCommand::run);
    add("container inspect", one, call -> new InspectCommand(call).containers());
    add("container prune", Arguments.NONE, PruneCommand::containers);
  }

  private void networks() {
    add("network ls", Arguments.NONE, NetworkCommands::list);
    add("network create", Arguments.exactly(1), NetworkCreateCommand::run);
    add("network rm", Arguments.atLeast(1), NetworkCommands::remove);
    add("network connect", Arguments.exactly(2), NetworkCommands::connect);
    add("network disconnect", Arguments.exactly(2), NetworkCommands::disconnect);
    add("network prune", Arguments.NONE, PruneCommand::networks);
    add("network inspect", Arguments.atLeast(1), call -> new InspectCommand(call).networks());
  }

  private void add(String name, Arguments arguments, Body body) {
    commands.put(name, new Command(arguments, body));
  }

  private void plugins() {
    Arguments one = Arguments.exactly(1);
    add("plugin disable", one, PluginCommands::one);
    add("plugin enable", one, PluginCommands::one);
    add("plugin inspect", Arguments.atLeast(1), PluginCommands::inspect);
    add("plugin ls", Arguments.NONE, PluginCommands::list);
    add("plugin push", one, PluginCommands::push);
    add("plugin rm", Arguments.atLeast(1), PluginCommands::remove);
    add("plugin set", Arguments.atLeast(2), PluginCommands::one);
    add("plugin upgrade", new Arguments(1, 2), PluginCommands::upgrade);
  }

  private void swarm() {
    add("swarm ca", Arguments.NONE, SwarmCommands::manage);
    add("swarm join-token", Arguments.exactly(1), SwarmCommands::joinToken);
    add("swarm leave", Arguments.NONE, SwarmCommands::leave);
    add("swarm unlock", Arguments.NONE, SwarmCommands::unlock);
    add("swarm unlock-key", Arguments.NONE, SwarmCommands::unlockKey);
    add("swarm update", Arguments.NONE, SwarmCommands::update);
  }
}
