package passerelle.cli.why.container;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.engine.Container;

/**
 * Scripts that a container begins with and that cannot be run: another program is to read them that
 * the image lacks, or they may not be run.
 */
record Scripts(Makers makers, Container container) {
  private static final Pattern NOT_THERE =
      Pattern.compile("exec:? \"?(/[^\\s\":]+)\"?: no such file or directory");

  private static final Pattern SHEBANG = Pattern.compile("#! *(\\S+).*");

  /** The program in the first line of the script is not in the image. */
  Optional<Diagnosis> withoutInterpreter(String told) {
    Matcher script = NOT_THERE.matcher(told);
    return script.find()
        ? firstLine(script.group(1))
            .map(SHEBANG::matcher)
            .filter(Matcher::matches)
            .map(
                line ->
                    changed(
                        Diagnosis.of(
                                Cause.INTERPRETER_MISSING,
                                container.name(),
                                script.group(1),
                                line.group(1))
                            .by(makers.of(container)),
                        script.group(1),
                        "sed -i '1s|.*|#!/bin/sh|'"))
        : Optional.empty();
  }

  /** It may not be run. */
  Diagnosis notExecutable(String script) {
    Diagnosis denied =
        Diagnosis.of(Cause.NOT_EXECUTABLE, container.name(), script).by(makers.of(container));
    return changed(denied, script, "chmod +x");
  }

  private Optional<String> firstLine(String path) {
    return makers.lab().kernel().spaces().readFile(container.id(), path).stream()
        .flatMap(String::lines)
        .findFirst();
  }

  private Diagnosis changed(Diagnosis found, String script, String command) {
    Remedy start = Remedy.onHost("docker start " + container.name());
    Optional<Remedy> mounted =
        ServerSettings.source(container, script)
            .map(source -> Remedy.onHost(command + " " + source).then(start));
    return found.or(
        Stream.concat(
                mounted.stream(), new Built(makers, container).changed(script, command).stream())
            .toList());
  }
}
