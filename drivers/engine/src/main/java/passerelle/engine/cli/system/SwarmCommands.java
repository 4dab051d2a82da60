package passerelle.engine.cli.system;

import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Unmodelled;

/** {@code docker swarm} on a machine that is in none (docker/cli cli/command/swarm). */
public final class SwarmCommands {
  private static final String NO_PART = "This node is not part of a swarm";

  private SwarmCommands() {}

  public static int leave(Invocation call) throws EngineException {
    throw EngineException.bad(NO_PART);
  }

  /** Whatever only a manager can do. */
  public static int manage(Invocation call) throws EngineException {
    throw EngineException.inNoSwarm();
  }

  public static int joinToken(Invocation call) throws EngineException, CliException {
    String role = call.arguments().get(0);
    if (!role.matches("worker|manager")) {
      throw new CliException("unknown role " + role + "\n", 1);
    }
    throw EngineException.inNoSwarm();
  }

  public static int unlock(Invocation call) throws CliException {
    throw new CliException("Error: " + NO_PART + "\n", 1);
  }

  public static int unlockKey(Invocation call) throws CliException {
    String why = call.told(EngineException.inNoSwarm());
    throw new CliException("could not fetch unlock key: " + why + "\n", 1);
  }

  public static int update(Invocation call) throws EngineException, CliException {
    if (call.flags().values().isEmpty()) {
      throw Unmodelled.refuse("docker swarm update without an option");
    }
    throw EngineException.inNoSwarm();
  }
}
