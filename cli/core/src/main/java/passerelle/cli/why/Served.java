package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.lab.Sites;
import passerelle.engine.Container;
import passerelle.scenarios.replay.LabException;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/**
 * What a web server answers where it is reached: it is asked for its first page in a copy of the
 * lab, and an error that it answers is explained as if somebody had typed that.
 */
record Served(Lab lab, Attempt attempt) {
  /** Longer than a proxy waits for whom it asks (a minute). */
  static final String PATIENCE = " -m 65";

  /** Why it answers with an error; empty where it does not, or is no web server. */
  Optional<Answer> error() throws LabException {
    Question question = attempt.question();
    if (question.protocol() != Protocol.TCP || !lab.isSimulated()) {
      return Optional.empty();
    }
    for (Remedy.Step request : requests()) {
      try (Lab copy = lab.another(lab.recipe().unwatched())) {
        Lab.Listening listening = copy.listen(Depth.FULL, event -> event);
        Typing.run(copy, request);
        List<HopEvent> events = listening.stop();
        Optional<WebAnswer> answer =
            new Sites(copy)
                .find(question.from())
                .flatMap(site -> WebAnswer.in(site.netns(), events));
        if (answer.isPresent()) {
          return answer.get().isError() ? Why.ofLastCommand(copy) : Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** The ways to ask from there, which are to be tried in this order. */
  private List<Remedy.Step> requests() {
    String from = attempt.question().from();
    String url = "http://" + attempt.question().target() + "/";
    if (lab.machines().contains(from)) {
      return List.of(new Remedy.Step(from, "curl -s" + PATIENCE + " " + url));
    }
    Optional<Container> asking = attempt.from().flatMap(site -> Engines.at(attempt.lab(), site));
    return asking.stream()
        .map(Container::name)
        .map(name -> "docker exec " + name)
        .flatMap(
            exec ->
                List.of(
                    exec + " curl -s" + PATIENCE + " " + url, exec + " wget -q -T 65 -O- " + url)
                    .stream())
        .map(line -> new Remedy.Step("host", line))
        .toList();
  }
}
