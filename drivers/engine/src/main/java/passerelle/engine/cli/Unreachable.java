package passerelle.engine.cli;

import java.util.List;
import java.util.Set;
import passerelle.engine.Engine;
import passerelle.engine.EngineProfile;

/** What docker commands say when nobody answers at the daemon's socket. */
record Unreachable(Engine engine, DockerIo io, CliStyle style) {
  /** Commands that ask for each of their arguments apart. */
  private static final Set<String> ONE_BY_ONE =
      Set.of("rm", "stop", "restart", "kill", "pause", "unpause", "wait", "network rm");

  /** Commands that have an empty list to show. */
  private static final Set<String> LISTING =
      Set.of("inspect", "container inspect", "image inspect", "network inspect", "volume inspect");

  int tell(String command, List<String> arguments) throws CliException {
    EngineProfile.Versions versions = engine.profile().versions();
    if (command.equals("run")) {
      throw style.refused(command, style.unreachable());
    }
    if (command.equals("version")) {
      io.out(SystemCommands.clientVersion(versions));
    }
    if (command.equals("info")) {
      io.out(SystemCommands.clientInfo(versions));
      io.err("ERROR: " + style.unreachable() + "\nerrors pretty printing info\n");
      return 1;
    }
    if (LISTING.contains(command)) {
      io.out("[]\n");
    }
    if (command.equals("pull") && !arguments.get(0).matches(".*[:@][^/]+")) {
      io.out("Using default tag: latest\n");
    }
    int times = ONE_BY_ONE.contains(command) ? arguments.size() : 1;
    io.err((style.unreachable() + "\n").repeat(times));
    if (command.equals("start")) {
      io.err("Error: failed to start containers: " + String.join(", ", arguments) + "\n");
    }
    return 1;
  }
}
