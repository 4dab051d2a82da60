package passerelle.engine.cli.compose;

import java.util.ArrayList;
import java.util.List;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.compose.Service;

/** {@code docker compose build} (docker/compose pkg/compose/build.go). */
public final class ComposeBuild {
  private ComposeBuild() {}

  public static int run(Invocation call) throws CliException {
    ComposeProject project = ComposeProject.of(call);
    List<String> more = new ArrayList<>();
    for (String option : List.of("no-cache", "pull")) {
      if (call.flags().on(option)) {
        more.add("--" + option);
      }
    }
    call.flags().all("build-arg").forEach(a -> more.add("--build-arg=" + a));
    call.flags().text("progress").ifPresent(p -> more.add("--progress=" + p));
    for (Service service : project.services(call.arguments())) {
      if (service.build().isPresent()) {
        build(call, service, more);
      }
    }
    return 0;
  }

  /** Makes the image of a service. */
  static void build(Invocation call, Service service, List<String> more) throws CliException {
    Service.Build build = service.build().orElseThrow();
    List<String> words = new ArrayList<>(List.of("build", "--tag", service.image()));
    words.addAll(build.words());
    words.addAll(more);
    words.add(build.context());
    int status = call.docker().run(words, call.io());
    if (status != 0) {
      throw new CliException("", status);
    }
  }
}
