package passerelle.cli.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.engine.Container;
import passerelle.nginx.Configuration;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Nearest;

/**
 * Servers that end since they cannot take their configuration: what they say tells what to mend.
 */
record Configurations(Container container, Makers makers) {
  /** Where nginx says that an error is. */
  private static final Pattern PLACE = Pattern.compile(" in (/[^\\s:]+):(\\d+)");

  private static final Pattern UNKNOWN = Pattern.compile("unknown directive \"([^\"]+)\"");

  /** A name that it looks up once, when it starts. */
  private static final Pattern HOST =
      Pattern.compile("host not found in upstream \"([^\":/]+)(?::(\\d+))?[^\"]*\"");

  private static final int HTTP = 80;

  /** Changes of a mounted file at the line that is told, the most likely first. */
  List<Remedy> edits() {
    Matcher place = PLACE.matcher(Ended.lastWords(container));
    Optional<String> source =
        place.find() ? ServerSettings.source(container, place.group(1)) : Optional.empty();
    if (source.isEmpty() || HOST.matcher(Ended.lastWords(container)).find()) {
      return List.of();
    }
    int line = Integer.parseInt(place.group(2));
    List<String> changes = new ArrayList<>();
    Matcher unknown = UNKNOWN.matcher(Ended.lastWords(container));
    if (unknown.find()) {
      Nearest.of(unknown.group(1), Configuration.directives())
          .forEach(word -> changes.add("s/" + unknown.group(1) + "/" + word + "/"));
    }
    // A statement that is not ended takes the words of the next line with it.
    changes.add(line + "s/$/;/");
    if (line > 1) {
      changes.add(line - 1 + "s/$/;/");
    }
    changes.add("$a }");
    changes.add(line + "d");
    return changes.stream()
        .map(change -> "sed -i '" + change + "' " + source.get())
        .map(sed -> Remedy.onHost(sed, "docker start " + container.name()))
        .toList();
  }

  /** What is to be asked for instead is written in its configuration. */
  private Stream<Remedy> typed(Remedy remedy, String name) {
    Matcher place = PLACE.matcher(Ended.lastWords(container));
    Optional<Question> other = remedy.instead();
    if (other.isEmpty() || !place.find()) {
      return Stream.of(remedy);
    }
    return ServerSettings.source(container, place.group(1)).stream()
        .flatMap(
            source ->
                Stream.of("//", " ")
                    .map(before -> "s|" + before + name + "|" + before + other.get().host() + "|")
                    .map(change -> "sed -i '" + place.group(2) + change + "' " + source))
        .map(sed -> new Remedy(remedy.steps(), Optional.empty()).then(Remedy.onHost(sed)));
  }

  /** Why the name that it wanted when it started has no address there. */
  Optional<Diagnosis> name() {
    Matcher host = HOST.matcher(Ended.lastWords(container));
    Optional<Deed> made = makers.at(container.created());
    if (!host.find() || made.isEmpty()) {
      return Optional.empty();
    }
    int port = host.group(2) == null ? HTTP : Integer.parseInt(host.group(2));
    Question question = new Question(container.name(), host.group(1), port, Protocol.TCP);
    StandIn waiting =
        new StandIn(container.name(), made.get().typed(), RunLine.of(container, makers));
    try (Lab copy = makers.lab().another(makers.lab().recipe().unwatched())) {
      Copies.run(copy, waiting.arrival());
      Attempt attempt = Attempt.of(question, copy, Optional.of(waiting));
      Remedy start = Remedy.onHost("docker start " + container.name());
      // Whether the server there listens is another matter: a start needs the address only.
      return attempt.target().isPresent()
          ? Optional.empty()
          : Finders.of(attempt)
              .map(
                  d ->
                      d.mendedBy(
                          d.remedies().stream()
                              .flatMap(r -> typed(r, host.group(1)))
                              .map(r -> r.then(start))
                              .toList()));
    } catch (LabException impossible) {
      return Optional.empty();
    }
  }
}
