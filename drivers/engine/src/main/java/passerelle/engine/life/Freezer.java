package passerelle.engine.life;

import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;

/** Pauses containers and lets them go on: the cgroup freezer (daemon/pause.go, unpause.go). */
record Freezer(Host host, EngineState state) {
  void pause(Container container) throws EngineException {
    requireRunning(container);
    if (container.status() == Container.Status.PAUSED) {
      throw EngineException.conflict("Container " + container.id() + " is already paused");
    }
    container.process().orElseThrow().signal("STOP");
    container.status(Container.Status.PAUSED);
    state.events().container(container, "pause");
    host.spend(10);
  }

  void unpause(Container container) throws EngineException {
    if (container.status() != Container.Status.PAUSED) {
      throw EngineException.system("Container " + container.id() + " is not paused");
    }
    thaw(container);
    state.events().container(container, "unpause");
    host.spend(10);
  }

  static void thaw(Container container) {
    container.process().orElseThrow().signal("CONT");
    container.status(Container.Status.RUNNING);
  }

  static void requireRunning(Container container) throws EngineException {
    if (container.status() == Container.Status.RESTARTING) {
      throw EngineException.conflict(
          "Container " + container.id() + " is restarting, wait until the container is running");
    }
    if (!container.isRunning()) {
      throw EngineException.conflict("container " + container.id() + " is not running");
    }
  }
}
