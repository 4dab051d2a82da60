package passerelle.scenarios;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import passerelle.kernel.Kernel;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part.Step;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;

/** Labs that answer each command with its next prepared output, and remember what was asked. */
public final class ScriptedLabs implements LabFactory {
  private final List<Output> answers;
  private final List<LabRequest> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> commands = Collections.synchronizedList(new ArrayList<>());

  public ScriptedLabs(Output... answers) {
    this.answers = List.of(answers);
  }

  /** The outputs that a transcript of literal expectations tells. */
  public static List<Output> outputs(Transcript transcript) {
    return transcript.steps().stream().map(ScriptedLabs::output).toList();
  }

  private static Output output(Step step) {
    StringBuilder text = new StringBuilder();
    step.expectation().lines().forEach(l -> text.append(l.text()).append('\n'));
    return new Output(text.toString(), step.expectation().status());
  }

  public List<LabRequest> requests() {
    return requests;
  }

  public List<String> commands() {
    return commands;
  }

  @Override
  public LabSession open(LabRequest request) throws LabException {
    requests.add(request);
    if (request.images().name().equals("none")) {
      throw new LabException("no image catalogue none; take course or stand-in");
    }
    Deque<Output> next = new ArrayDeque<>(answers);
    return new LabSession() {
      @Override
      public Kernel kernel() {
        throw new UnsupportedOperationException("nobody looks at the kernel here");
      }

      @Override
      public Map<String, String> netnsLabels() {
        return Map.of();
      }

      @Override
      public Output run(Place place, String commandLine) throws LabException {
        commands.add(place.prompt() + commandLine);
        if (place.equals(new Place.Host("moon"))) {
          throw new LabException("no place moon");
        }
        if (commandLine.equals("crash")) {
          throw new IllegalArgumentException("crashed");
        }
        return next.isEmpty() ? new Output("", 0) : next.pop();
      }

      @Override
      public void close() {
        commands.add("closed");
      }
    };
  }
}
