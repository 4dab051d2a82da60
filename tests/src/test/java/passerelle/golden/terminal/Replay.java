package passerelle.golden.terminal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.terminal.Window;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.golden.terminal.RecordedSession.Step;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.tty.Holder;
import passerelle.text.ByteText;

/** Types the keys of a recorded session into the windows of a simulated lab, at their times. */
final class Replay implements AutoCloseable {
  private static final double SECOND = 1e9;

  /** What comes after the last key is looked at for so long, in seconds. */
  private static final double LAST_WORDS = 2;

  private final SimLab lab;
  private final Map<String, Terminal> terminals = new LinkedHashMap<>();

  private record Terminal(Window window, ByteArrayOutputStream output) {}

  /** A fresh lab. */
  Replay(String engine) throws LabException {
    EngineSettings settings = EngineSettings.defaults(EngineProfile.of(engine).orElseThrow());
    lab = SimLab.open(new LabSettings(settings, "stand-in", LabSettings.DEFAULT_SEED));
    lab.setInteractive();
    lab.windows().orElseThrow().setHolder(Holder.KEYS);
  }

  /**
   * Plays a session.
   *
   * @return for each step what each window showed
   */
  List<Map<String, String>> play(RecordedSession session) {
    session.steps().forEach(step -> terminals.computeIfAbsent(step.window(), this::open));
    lab.advanceTo(lab.kernel().machine().now() + (long) SECOND);
    terminals.values().forEach(terminal -> terminal.output().reset());
    long start = lab.kernel().machine().now();
    List<Map<String, String>> shown = new ArrayList<>();
    for (int i = 0; i < session.steps().size(); i++) {
      Step step = session.steps().get(i);
      boolean last = i + 1 == session.steps().size();
      double until = last ? step.at() + LAST_WORDS : session.steps().get(i + 1).at();
      lab.advanceTo(start + (long) (step.at() * SECOND));
      terminals.get(step.window()).window().type(step.keys());
      lab.advanceTo(lab.kernel().machine().now());
      lab.advanceTo(start + (long) (until * SECOND));
      shown.add(take());
    }
    return shown;
  }

  private Map<String, String> take() {
    Map<String, String> shown = new LinkedHashMap<>();
    terminals.forEach(
        (name, terminal) -> {
          shown.put(name, Shown.of(ByteText.decode(terminal.output().toByteArray())));
          terminal.output().reset();
        });
    return shown;
  }

  private Terminal open(String name) {
    Window window = lab.windows().orElseThrow().open(name.equals("L") ? "laptop" : "host");
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    window.show(output::writeBytes);
    return new Terminal(window, output);
  }

  @Override
  public void close() {
    lab.close();
  }
}
