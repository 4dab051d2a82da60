package passerelle.engine.cli;

import passerelle.engine.EngineException;

/** {@code docker swarm} on a machine that is in none (docker/cli cli/command/swarm). */
final class SwarmCommands {
  private static final String NO_PART = "This node is not part of a swarm";

  private SwarmCommands() {}

  static int leave(Invocation call) throws EngineException {
    throw EngineException.bad(NO_PART);
  }

  /** Whatever only a manager can do. */
  static int manage(Invocation call) throws EngineException {
    throw EngineException.inNoSwarm();
  }

  static int joinToken(Invocation call) throws EngineException, CliException {
    String role = call.arguments().get(0);
    if (!role.matches("worker|manager")) {
      throw new CliException("unknown role " + role + "\n", 1);
    }
    throw EngineException.inNoSwarm();
  }

  static int unlock(Invocation call) throws CliException {
    throw new CliException("Error: " + NO_PART + "\n", 1);
  }

  static int unlockKey(Invocation call) throws CliException {
    String why = call.style().told(EngineException.inNoSwarm());
    throw new CliException("could not fetch unlock key: " + why + "\n", 1);
  }

  static int update(Invocation call) throws EngineException, CliException {
    if (call.flags().values().isEmpty()) {
      throw Unmodelled.refuse("docker swarm update without an option");
    }
    throw EngineException.inNoSwarm();
  }
}
