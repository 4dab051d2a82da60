package passerelle.engine.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The configs and secrets of a service (docker/compose pkg/compose/create.go, secrets.go): a file
 * of the project is mounted, everything else is copied into the containers.
 *
 * @param root the whole file
 * @param project its name
 * @param absolute a path of the file as an absolute one
 * @param variables the values of variables
 */
record ServiceFiles(
    Section section,
    Section root,
    String project,
    UnaryOperator<String> absolute,
    Function<String, Optional<String>> variables) {

  /**
   * What is copied.
   *
   * @param options of {@code docker create}, to which mounts are added
   */
  List<Service.Copied> read(String service, List<String> options) throws ComposeException {
    List<Service.Copied> copied = new ArrayList<>();
    for (String kind : List.of("secret", "config")) {
      for (Object wanted : section.list(kind + "s")) {
        Section details =
            Section.of(section.file(), kind + "s", wanted instanceof String ? "" : wanted);
        String name = wanted instanceof String text ? text : details.text("source").orElse("");
        String target = details.text("target").orElse(name);
        String directory = kind.equals("secret") ? "/run/secrets/" : "/";
        String at = target.startsWith("/") ? target : directory + target;
        if (!root.child(kind + "s").has(name)) {
          throw undefined(service, kind, name);
        }
        Section given = root.child(kind + "s").child(name);
        Optional<String> file =
            source(kind, given).equals("file") ? given.text("file") : Optional.empty();
        if (file.isPresent()) {
          options.add(
              "--mount=type=bind,source=%s,target=%s,readonly"
                  .formatted(absolute.apply(file.get()), at));
        } else {
          copied.add(copied(kind, name, given, at));
        }
      }
    }
    return copied;
  }

  /** Where its contents come from: exactly one key says it. */
  private static String source(String kind, Section given) throws ComposeException {
    List<String> sources =
        kind.equals("secret")
            ? List.of("file", "environment")
            : List.of("file", "environment", "content");
    List<String> there = sources.stream().filter(given::has).toList();
    if (given.on("external")) {
      return "external";
    }
    if (there.size() != 1) {
      throw new ComposeException(
          given.path()
              + (there.isEmpty() ? ": one of " : ": ")
              + String.join("|", there.isEmpty() ? sources : there)
              + (there.isEmpty() ? " must be set" : " attributes are mutually exclusive"));
    }
    return there.get(0);
  }

  private Service.Copied copied(String kind, String name, Section given, String at)
      throws ComposeException {
    if (given.on("external")) {
      return new Service.Copied(at, "", "unsupported external " + kind + " " + name, true);
    }
    String variable = given.text("environment").orElse("");
    Optional<String> contents =
        given.has("content") ? given.text("content") : variables.apply(variable);
    return new Service.Copied(
        at,
        contents.orElse(""),
        contents.isPresent()
            ? ""
            : "environment variable \"%s\" required by %s \"%s_%s\" is not set"
                .formatted(variable, kind, project, name),
        false);
  }

  static ComposeException undefined(String service, String kind, String named) {
    return new ComposeException(
        ("service \"" + service + "\" refers to undefined " + kind + " ")
            + (named + ": invalid compose project"));
  }
}
