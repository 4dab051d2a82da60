package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import passerelle.engine.Container;
import passerelle.engine.compose.Service;
import passerelle.gotemplate.Units;
import passerelle.image.Image;
import passerelle.image.ImageReference;

/** What {@code docker compose} tells of a project: config, images, top. */
final class ComposeQueries {
  private ComposeQueries() {}

  /** {@code docker compose config}: the whole document, or the names in it. */
  static int config(Invocation call) throws CliException {
    ComposeProject project = ComposeProject.of(call);
    ParsedFlags flags = call.flags();
    Set<String> lists = Set.of("services", "volumes", "images", "networks", "quiet", "profiles");
    if (lists.stream().noneMatch(flags::on)) {
      call.io().out(project.file().document());
      return 0;
    }
    List<String> listed = new ArrayList<>();
    if (flags.on("services")) {
      project.services(List.of()).forEach(s -> listed.add(s.name()));
    } else if (flags.on("volumes")) {
      listed.addAll(project.file().volumes().keySet());
    } else if (flags.on("networks")) {
      listed.addAll(project.file().networks().keySet());
    } else if (flags.on("images")) {
      project.services(List.of()).forEach(s -> listed.add(s.image()));
    } else if (flags.on("profiles")) {
      project.file().services().values().forEach(s -> listed.addAll(s.profiles()));
    }
    listed.stream().distinct().forEach(call::line);
    return 0;
  }

  /** {@code docker compose images}. */
  static int images(Invocation call) throws CliException {
    ComposeProject project = ComposeProject.of(call);
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("CONTAINER", "REPOSITORY", "TAG", "IMAGE ID", "SIZE"));
    ImageStore store = ImageStore.of(call.engine());
    for (Container container : project.containers(call.arguments())) {
      Image image = container.image();
      if (call.flags().on("quiet")) {
        call.line(image.id());
        continue;
      }
      String name = container.spec().image();
      String tag = "";
      try {
        ImageReference reference = ImageReference.parse(name).withDefaultTag();
        name = reference.familiarName();
        tag = reference.tag();
      } catch (ImageReference.Problem e) {
        tag = "<none>";
      }
      String size = Units.humanSize(store.size(image), 3);
      rows.add(List.of(container.name(), name, tag, image.id().substring(0, 12), size));
    }
    if (!call.flags().on("quiet")) {
      table(rows).forEach(call::line);
    }
    return 0;
  }

  /** Columns as text/tabwriter sets them, four blanks apart. */
  private static List<String> table(List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0) + 4;
        line.append(row.get(i));
        if (i + 1 < row.size()) {
          line.append(" ".repeat(width - row.get(i).length()));
        }
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** {@code docker compose top}. */
  static int top(Invocation call, DockerCommand docker) throws CliException {
    ComposeProject project = ComposeProject.of(call);
    for (Container container : project.containers(call.arguments())) {
      if (container.isRunning()) {
        call.line(container.name());
        docker.run(List.of("top", container.name()), call.io());
        call.line("");
      }
    }
    return 0;
  }

  /** The services by name, for who asks for one that is not there. */
  static Service service(ComposeProject project, String name) throws CliException {
    Map<String, Service> services = project.file().services();
    if (!services.containsKey(name)) {
      throw new CliException("no such service: " + name + "\n", 1);
    }
    return services.get(name);
  }
}
