package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Typing;
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

  /**
   * Why it answers with an error; empty where it does not, or is no web server.
   *
   * @param first a copy of the lab for the first way to ask, which stays the caller's
   */
  Optional<Answer> error(Lab first) throws LabException {
    Question question = attempt.question();
    if (question.protocol() != Protocol.TCP || !lab.isSimulated()) {
      return Optional.empty();
    }
    List<Remedy.Step> requests = requests();
    if (requests.isEmpty()) {
      return Optional.empty();
    }
    Optional<WebAnswer> answer = asked(first, requests.get(0));
    if (answer.isPresent()) {
      return error(first, answer.get());
    }
    for (Remedy.Step request : requests.subList(1, requests.size())) {
      try (Lab copy = lab.another(lab.recipe().unwatched())) {
        answer = asked(copy, request);
        if (answer.isPresent()) {
          return error(copy, answer.get());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Answer> error(Lab copy, WebAnswer answer) throws LabException {
    return answer.isError() ? Why.ofLastCommand(copy) : Optional.empty();
  }

  /** What a web server answers in a copy. */
  private Optional<WebAnswer> asked(Lab copy, Remedy.Step request) throws LabException {
    Lab.Listening listening = copy.listen(Depth.FULL, event -> event);
    Typing.run(copy, request);
    List<HopEvent> events = listening.stop();
    return new Sites(copy)
        .find(attempt.question().from())
        .flatMap(site -> WebAnswer.in(site.netns(), events));
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
