package passerelle.sim;

import java.util.stream.Stream;
import passerelle.kernel.ProcessView;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.tty.Tty;
import passerelle.sim.userland.process.ProcFiles;

/**
 * The processes that /proc shows in a space: a container its own, the host of an engine those of
 * its containers too.
 */
record SeenProcesses(SimSpaces spaces, String space) implements ProcFiles.Seen {
  @Override
  public Place place() {
    return spaces.place(space);
  }

  /** As systemd and Docker's systemd driver name them (control groups, version 2). */
  @Override
  public String controlGroup(Process process) {
    boolean own = place().isContainer();
    if (own) {
      return "/";
    }
    if (process.place().isContainer()) {
      String id = spaces.spaceOf(process.place()).orElse("");
      return "/system.slice/docker-" + id + ".scope";
    }
    return switch (process.name()) {
      case "init" -> "/init.scope";
      case "dockerd", "docker-proxy" -> "/system.slice/docker.service";
      case "containerd", "containerd-shim-runc-v2" -> "/system.slice/containerd.service";
      default -> "/user.slice/user-0.slice/session-1.scope";
    };
  }

  /**
   * A process as the host sees it. A terminal has the number that it has among those of its
   * container, and ps finds its name where the host has one of that number too ({@code dev_to_tty}
   * of procps).
   *
   * @param hosts the host's own processes
   */
  static ProcessView view(Process process, Stream<Process> hosts) {
    int parent = process.parent().map(Process::hostPid).orElse(process.hostPid() == 1 ? 0 : 1);
    String terminal = Tty.of(process).map(Tty::name).orElse("?");
    boolean named =
        hosts.anyMatch(other -> Tty.of(other).map(Tty::name).filter(terminal::equals).isPresent());
    return new ProcessView(
        process.hostPid(),
        parent,
        process.argv(),
        process.user().uid(),
        process.startedAt(),
        named ? terminal : "?");
  }
}
