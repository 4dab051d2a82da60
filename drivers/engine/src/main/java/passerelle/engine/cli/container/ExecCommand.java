package passerelle.engine.cli.container;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.ExecSpec;
import passerelle.engine.cli.AttachedStreams;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.DetachKeys;
import passerelle.engine.cli.Detachment;
import passerelle.engine.cli.Interruption;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Problem;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.cli.VariableFile;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.ProcessOutput;

/** {@code docker exec} (docker/cli container/exec.go). */
public final class ExecCommand {
  private ExecCommand() {}

  public static int run(Invocation call) throws CliException, EngineException {
    ParsedFlags flags = call.flags();
    List<String> environment = environment(call);
    Unmodelled.checkExec(flags, call.engine().roots().areKept());
    boolean interactive = flags.on("interactive");
    boolean terminal = flags.on("tty");
    Container container = call.engine().container(call.arguments().get(0));
    if (interactive && terminal && !flags.on("detach") && !call.io().inputIsTerminal()) {
      throw new CliException("the input device is not a TTY\n", 1);
    }
    List<String> argv = call.arguments().subList(1, call.arguments().size());
    boolean detached = flags.on("detach");
    String wanted = flags.text("detach-keys").orElse("");
    Optional<DetachKeys> keys = DetachKeys.parse(wanted);
    if (keys.isEmpty()) {
      throw new CliException(
          "Error response from daemon: Invalid escape keys (" + wanted + ") provided\n", 1);
    }
    if (detached) {
      start(call, container, argv, environment, ProcessOutput.none());
      return 0;
    }
    try (AttachedStreams streams = new AttachedStreams(call, Interruption.cancelling(call))) {
      KernelProcess process = start(call, container, argv, environment, streams);
      if (interactive) {
        if (terminal && call.io().inputIsTerminal()) {
          call.io().attach(container, process, new Detachment(keys.get().keys(), true));
        }
        streams.feed(process, terminal, keys.get(), true);
      } else {
        process.endInput();
      }
      if (terminal) {
        streams.showIn(process);
      }
      call.io().waitFor(process);
      return status(call, streams.until(() -> process.exitStatus().isPresent()), process);
    } catch (EngineException e) {
      OptionalInt status = call.engine().profile().wording().failedExec(e);
      if (status.isEmpty()) {
        throw e;
      }
      call.line(e.getMessage());
      return status.getAsInt();
    }
  }

  private static List<String> environment(Invocation call) throws CliException {
    try {
      return VariableFile.of(call).all(call.flags().all("env-file"), call.flags().all("env"));
    } catch (Problem e) {
      throw new CliException(e.getMessage() + "\n", 1);
    }
  }

  private static KernelProcess start(
      Invocation call,
      Container container,
      List<String> argv,
      List<String> environment,
      ProcessOutput output)
      throws EngineException {
    ParsedFlags flags = call.flags();
    ExecSpec spec =
        new ExecSpec(
            argv,
            environment,
            flags.on("tty"),
            call.io().columns(),
            flags.text("workdir").orElse(""),
            flags.text("user").orElse(""),
            flags.on("privileged"));
    return call.engine().exec(container, spec, output);
  }

  /** A process goes on when its command does not wait for it any more. */
  private static int status(Invocation call, AttachedStreams.End end, KernelProcess process)
      throws CliException {
    switch (end) {
      case DETACHED -> throw new Detachment("", true).asFailure();
      case INTERRUPTED -> {
        return call.style().cancelledStatus();
      }
      default -> {
        return process.exitStatus().orElse(0);
      }
    }
  }
}
