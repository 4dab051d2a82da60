package passerelle.engine.life;

import java.util.List;
import java.util.Optional;
import passerelle.engine.Attachment;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Phrase;
import passerelle.engine.Wording;
import passerelle.engine.process.JsonLog;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.engine.volume.Volumes;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;

/** Removes containers for good (daemon/delete.go). */
record Removal(Host host, EngineState state, Volumes volumes) {
  /** One that runs is only removed by force. */
  static void check(Container container, boolean force, Wording wording) throws EngineException {
    boolean restarting = container.status() == Container.Status.RESTARTING;
    if (force || !container.isRunning() && !restarting) {
      return;
    }
    throw EngineException.conflict(
        container.status() == Container.Status.PAUSED
            ? wording.says(Phrase.REMOVE_PAUSED, container.name())
            : wording.says(Phrase.REMOVE_RUNNING, container.name(), container.status().label()));
  }

  private void removeLog(Container container) {
    Optional<FileTree> files = host.kernel().spaces().files(host.netns());
    String directory = JsonLog.directory(container);
    try {
      if (files.isPresent() && files.get().kind(directory) == FileTree.Kind.DIRECTORY) {
        files.get().ofDaemon().remove(directory);
      }
    } catch (KernelException busy) {
      // Who holds it keeps it.
    }
  }

  /**
   * Forgets a container that has ended.
   *
   * @param withVolumes those without a name go, too
   */
  void forget(Container container, boolean withVolumes) {
    if (!state.has(container)) {
      return;
    }
    state.remove(container);
    if (withVolumes) {
      volumes.removeAnonymous(container.mounts());
    }
    state.events().container(container, "destroy");
    List.copyOf(container.attachments().values()).forEach(Attachment::disconnected);
    host.kernel().spaces().remove(container.id());
    removeLog(container);
  }
}
