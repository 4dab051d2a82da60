package passerelle.engine.process;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import passerelle.image.Workers;
import passerelle.kernel.ServerConduct;
import passerelle.kernel.ServerProcess;
import passerelle.service.Template;

/**
 * What a process says and does that works for the first one of an image's program.
 *
 * @param values the variables of its texts, as they are now
 */
record WorkerSignals(Workers kind, Supplier<Template.Values> values) implements ServerConduct {
  @Override
  public void begin(ServerProcess own) {
    // Of its start the first process tells.
  }

  @Override
  public Set<String> handled() {
    return kind.signals().keySet();
  }

  @Override
  public void hear(String signal, ServerProcess own) {
    say(kind.signals().getOrDefault(signal, List.of()), own);
  }

  /** The first process tells it something, by their channel. */
  void tell(String what, ServerProcess own) {
    say(kind.told().getOrDefault(what, List.of()), own);
  }

  private void say(List<String> lines, ServerProcess own) {
    lines.forEach(line -> Said.perform(line, values.get(), own));
  }
}
