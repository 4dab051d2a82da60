package passerelle.engine.cli;

import java.util.List;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.ExecSpec;
import passerelle.kernel.KernelProcess;

/** {@code docker exec} (docker/cli container/exec.go). */
final class ExecCommand {
  private ExecCommand() {}

  static int run(Invocation call) throws CliException, EngineException {
    ParsedFlags flags = call.flags();
    for (String option : List.of("env-file", "privileged")) {
      if (flags.has(option)) {
        throw Unmodelled.refuse("option --" + option);
      }
    }
    Unmodelled.checkExec(flags, call.engine().roots().areKept());
    boolean interactive = flags.on("interactive");
    boolean terminal = flags.on("tty");
    if (interactive && terminal && !flags.on("detach") && !call.io().inputIsTerminal()) {
      throw new CliException("the input device is not a TTY\n", 1);
    }
    Container container = call.engine().container(call.arguments().get(0));
    List<String> argv = call.arguments().subList(1, call.arguments().size());
    boolean detached = flags.on("detach");
    AttachedOutput output = new AttachedOutput(call);
    KernelProcess process;
    try {
      process =
          call.engine()
              .exec(
                  container,
                  new ExecSpec(
                      argv,
                      flags.all("env"),
                      terminal,
                      call.io().columns(),
                      flags.text("workdir").orElse(""),
                      flags.text("user").orElse("")),
                  detached ? text -> {} : output);
    } catch (EngineException e) {
      if (!e.getMessage().matches("(?s)(OCI runtime exec failed|unable to find (user|group) ).*")) {
        throw e;
      }
      if (detached) {
        return 0;
      }
      call.line(e.getMessage());
      return call.engine().profile().wording().failedExec(e);
    }
    return detached ? 0 : Foreground.until(call, container, process, interactive, output);
  }
}
