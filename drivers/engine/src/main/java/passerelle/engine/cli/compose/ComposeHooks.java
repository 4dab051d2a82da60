package passerelle.engine.cli.compose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Paths;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.QuietIo;
import passerelle.engine.compose.Service;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;

/**
 * What Compose does to a container besides making it: files that are copied into it, commands that
 * are run in it (docker/compose pkg/compose/secrets.go, hook.go).
 */
record ComposeHooks(Invocation call, ComposeProject project) {

  private Service.Setup setup(Container container) {
    Service service = project.file().services().get(ComposeProject.service(container));
    return service == null ? Service.Setup.NONE : service.setup();
  }

  /** Before it is made. */
  static void check(Service service) throws CliException {
    for (Service.Copied file : service.setup().files()) {
      if (file.external()) {
        throw new CliException(file.problem() + "\n", 1);
      }
    }
  }

  /** Before it starts. */
  void copy(Container container) throws CliException, EngineException {
    for (Service.Copied file : setup(container).files()) {
      if (!file.problem().isEmpty()) {
        throw new CliException(file.problem() + "\n", 1);
      }
      try {
        FileTree root = call.engine().roots().of(container);
        root.makeDirectories(Paths.parent(file.path()));
        root.write(file.path(), file.contents().getBytes(StandardCharsets.UTF_8), false);
      } catch (KernelException e) {
        throw EngineException.bad(file.path() + ": " + e.errno().text());
      }
    }
  }

  void started(Container container) throws CliException {
    run(container, setup(container).started());
  }

  void stopping(Container container) throws CliException {
    if (container.isRunning()) {
      run(container, setup(container).stopping());
    }
  }

  private void run(Container container, List<Service.Hook> hooks) throws CliException {
    for (Service.Hook hook : hooks) {
      List<String> words = new ArrayList<>(List.of("exec"));
      words.addAll(hook.options());
      words.add(container.name());
      words.addAll(hook.command());
      StringBuilder complaints = new StringBuilder();
      int status = call.docker().run(words, new QuietIo(call.io(), complaints));
      if (complaints.toString().startsWith("Error response")) {
        throw new CliException(complaints.toString(), 1);
      } else if (status != 0) {
        throw new CliException(
            ComposeProject.service(container) + " hook exited with status " + status + "\n", 1);
      }
    }
  }
}
