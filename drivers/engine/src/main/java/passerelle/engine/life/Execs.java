package passerelle.engine.life;

import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.ExecSpec;
import passerelle.engine.Identities;
import passerelle.engine.process.Starter;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.ProcessOutput;

/** Further processes in containers that run ({@code docker exec}, daemon/exec.go). */
public record Execs(Host host, EngineState state, Starter starter) {
  public KernelProcess start(Container container, ExecSpec spec, ProcessOutput output)
      throws EngineException {
    Freezer.requireRunning(container);
    if (container.status() == Container.Status.PAUSED) {
      throw EngineException.conflict(
          "Container " + container.name() + " is paused, unpause the container before exec");
    }
    // What a process is told of linked containers is gathered for each one anew.
    Optional<String> problem = state.links().problem(container);
    if (problem.isPresent()) {
      throw EngineException.system(problem.get());
    }
    host.spend(60);
    // Meanwhile it may have ended, and have been removed with that.
    Freezer.requireRunning(container);
    String id = Identities.derived("exec " + host.now(), container.id());
    String first = spec.argv().isEmpty() ? "" : spec.argv().get(0);
    String command = first + " " + String.join(" ", spec.arguments());
    state.events().container(container, "exec_create: " + command, "execID", id);
    state.events().container(container, "exec_start: " + command, "execID", id);
    KernelProcess process = starter.exec(container, spec, output);
    container.execs().add(id);
    process.onExit(
        status -> {
          container.execs().remove(id);
          String[] what = {"execID", id, "exitCode", String.valueOf(status)};
          state.events().container(container, "exec_die", what);
        });
    return process;
  }
}
