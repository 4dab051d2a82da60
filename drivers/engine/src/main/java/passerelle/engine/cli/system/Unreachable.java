package passerelle.engine.cli.system;

import java.util.List;
import java.util.Map;
import java.util.Set;
import passerelle.engine.Phrase;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.CliStyle;
import passerelle.engine.cli.Client;
import passerelle.engine.cli.DockerIo;
import passerelle.engine.daemon.Engine;

/**
 * What docker commands say when nobody answers where the daemon should be.
 *
 * @param why the client's message
 */
public record Unreachable(Engine engine, DockerIo io, CliStyle style, Client client, String why) {
  /** Commands that ask for each of their arguments apart. */
  private static final Set<String> ONE_BY_ONE =
      Set.of("rm", "stop", "restart", "kill", "pause", "unpause", "wait", "network rm");

  /** Commands that have an empty list to show. */
  private static final Set<String> LISTING =
      Set.of("inspect", "container inspect", "image inspect", "network inspect", "volume inspect");

  public int tell(String command, List<String> arguments) throws CliException {
    if (command.equals("run")) {
      throw style.refused(command, why);
    }
    if (command.equals("version")) {
      Map<String, Object> known = Map.of("Client", new VersionDocument(engine, client).client());
      io.out(
          FormattedInfo.text(
              SystemCommands.VERSION, SystemCommands.types(engine).version(), known));
    }
    if (command.equals("info")) {
      Map<String, Object> known = Map.of("ClientInfo", InfoDocument.client(engine, client));
      io.out(FormattedInfo.text(SystemCommands.INFO, SystemCommands.types(engine).info(), known));
      io.err(engine.profile().wording().says(Phrase.INFO_UNREACHABLE, why) + "\n");
      return 1;
    }
    if (LISTING.contains(command)) {
      io.out("[]\n");
    }
    if (command.equals("pull") && !arguments.get(0).matches(".*[:@][^/]+")) {
      io.out("Using default tag: latest\n");
    }
    int times = ONE_BY_ONE.contains(command) ? arguments.size() : 1;
    io.err((why + "\n").repeat(times));
    if (command.equals("start")) {
      io.err("Error: failed to start containers: " + String.join(", ", arguments) + "\n");
    }
    return 1;
  }
}
