package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.List;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.SignalNames;

/** start, stop, restart, kill, pause, unpause, rename, wait and rm. */
final class LifeCommands {
  private static final int DEFAULT_TIMEOUT = 10;

  private LifeCommands() {}

  static int start(Invocation call) throws CliException {
    boolean attached = call.flags().on("attach") || call.flags().on("interactive");
    if (attached && call.arguments().size() > 1) {
      call.errorLine("you cannot start and attach multiple containers at once");
      return 1;
    }
    if (attached) {
      return startAttached(call, call.arguments().get(0));
    }
    List<String> failed = new ArrayList<>();
    for (String argument : call.arguments()) {
      try {
        call.engine().start(call.engine().container(argument), call.io().columns());
        call.line(argument);
      } catch (EngineException e) {
        call.refusal(e);
        failed.add(argument);
      }
    }
    if (!failed.isEmpty()) {
      call.errorLine(call.style().startFailed(failed));
    }
    return failed.isEmpty() ? 0 : 1;
  }

  private static int startAttached(Invocation call, String name) throws CliException {
    AttachedOutput output = new AttachedOutput(call);
    proxySignals(call);
    try {
      Container container = call.engine().container(name);
      call.engine().tell(container, "attach");
      container.log().listen(output);
      try {
        call.engine().start(container, call.io().columns());
        return Foreground.until(call, container, output);
      } finally {
        container.log().forget(output);
      }
    } catch (EngineException e) {
      call.refusal(e);
      return 1;
    }
  }

  static void proxySignals(Invocation call) {
    if (!call.flags().has("sig-proxy") || call.flags().on("sig-proxy")) {
      call.io().proxySignals();
    }
  }

  private static int timeout(Invocation call, Container container) {
    ParsedFlags flags = call.flags();
    return flags
        .number("time")
        .or(() -> flags.number("timeout"))
        .orElse(container.spec().life().stopTimeout().orElse(DEFAULT_TIMEOUT));
  }

  static int stop(Invocation call) {
    return call.forEach(
        argument -> {
          Container container = call.engine().container(argument);
          call.engine().stop(container, timeout(call, container));
          call.line(argument);
        });
  }

  static int restart(Invocation call) {
    return call.forEach(
        argument -> {
          Container container = call.engine().container(argument);
          call.engine().restart(argument, timeout(call, container));
          call.line(argument);
        });
  }

  static int kill(Invocation call) {
    String wanted = call.flags().text("signal").orElse("KILL");
    return call.forEach(
        argument -> {
          Container container = call.engine().container(argument);
          call.engine().kill(container, signal(wanted));
          call.line(argument);
        });
  }

  static int pause(Invocation call) {
    return call.forEach(
        argument -> {
          call.engine().pause(call.engine().container(argument));
          call.line(argument);
        });
  }

  static int unpause(Invocation call) {
    return call.forEach(
        argument -> {
          call.engine().unpause(call.engine().container(argument));
          call.line(argument);
        });
  }

  static int rename(Invocation call) throws CliException {
    String from = call.arguments().get(0).trim();
    String to = call.arguments().get(1).trim();
    if (from.isEmpty() || to.isEmpty()) {
      throw new CliException("Error: Neither old nor new names may be empty\n", 1);
    }
    try {
      call.engine().rename(call.engine().container(from), to);
      return 0;
    } catch (EngineException e) {
      call.errorLine(
          call.style().renameFailed(from, "Error response from daemon: " + e.getMessage()));
      return 1;
    }
  }

  static int waitFor(Invocation call) {
    return call.forEach(
        argument -> {
          Container container = call.engine().container(argument);
          call.engine()
              .kernel()
              .clock()
              .advanceUntil(
                  () -> !container.isRunning() || call.io().interrupted(), Long.MAX_VALUE / 4);
          call.line(String.valueOf(container.exitCode()));
        });
  }

  static int remove(Invocation call) {
    boolean force = call.flags().on("force");
    boolean link = call.flags().on("link");
    int status = 0;
    for (String argument : call.arguments()) {
      try {
        Container container = call.engine().container(argument);
        if (link) {
          call.engine().removeLink(argument);
        } else {
          call.engine().remove(container, force, call.flags().on("volumes"));
        }
        call.line(argument);
      } catch (EngineException e) {
        call.refusal(e);
        boolean forgiven = force && e.kind() == EngineException.Kind.NOT_FOUND;
        status = forgiven ? status : 1;
      }
    }
    return status;
  }

  static int attach(Invocation call) throws EngineException, CliException {
    String name = call.arguments().get(0);
    Container container = call.engine().container(name);
    if (container.status() == Container.Status.RESTARTING) {
      call.errorLine("You cannot attach to a restarting container, wait until it is running");
      return 1;
    }
    if (!container.isRunning()) {
      call.errorLine("You cannot attach to a stopped container, start it first");
      return 1;
    }
    if (container.status() == Container.Status.PAUSED) {
      call.errorLine("You cannot attach to a paused container, unpause it first");
      return 1;
    }
    AttachedOutput output = new AttachedOutput(call);
    proxySignals(call);
    call.engine().tell(container, "attach");
    container.log().listen(output);
    try {
      return Foreground.until(call, container, output);
    } finally {
      container.log().forget(output);
    }
  }

  /** The name of a signal as typed, without SIG. */
  private static String signal(String text) throws EngineException {
    return SignalNames.parse(text)
        .orElseThrow(
            () -> new EngineException(EngineException.Kind.BAD_REQUEST, "invalid signal: " + text));
  }
}
