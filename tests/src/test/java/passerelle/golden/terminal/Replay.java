package passerelle.golden.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.ScreenTerminal;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Window;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.golden.terminal.RecordedSession.Step;
import passerelle.image.CatalogueException;
import passerelle.image.ImageCatalogue;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.tty.Holder;
import passerelle.text.ByteText;

/** Types the keys of a recorded session into the windows of a simulated lab, at their times. */
final class Replay implements AutoCloseable {
  private static final double SECOND = 1e9;
  private static final int COLUMNS = 80;
  private static final String STAND_IN = "/passerelle/image/stand-in.yaml";
  private static final int ROWS = 24;

  /** What comes after the last key is looked at for so long, in seconds. */
  private static final double LAST_WORDS = 2;

  private final SimLab lab;
  private final Map<String, Terminal> terminals = new LinkedHashMap<>();

  /** A window, what it has shown since the last key, and its screen. */
  private record Terminal(Window window, ByteArrayOutputStream output, ScreenTerminal screen) {}

  /**
   * What came of keys.
   *
   * @param shown by window, since they were typed
   * @param screens by window, what stands on its screen now
   */
  record Result(Map<String, String> shown, Map<String, String> screens) {}

  /** A terminal's size. */
  record Size(int columns, int rows) {}

  /** A fresh lab. */
  Replay(String engine) throws LabException {
    EngineSettings settings = EngineSettings.defaults(EngineProfile.of(engine).orElseThrow());
    lab = SimLab.open(new LabSettings(settings, catalogue(), LabSettings.DEFAULT_SEED));
    lab.setInteractive();
    lab.windows().orElseThrow().setHolder(Holder.KEYS);
  }

  /** The recorder had one image more for these sessions than docker images of the others lists. */
  private static ImageCatalogue catalogue() {
    try (InputStream standIn = ImageCatalogue.class.getResourceAsStream(STAND_IN)) {
      String more = Files.readString(Path.of("src/test/resources/golden-terminal/realnginx.yaml"));
      return ImageCatalogue.parse("stand-in", new String(standIn.readAllBytes(), UTF_8) + more);
    } catch (IOException | CatalogueException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /**
   * Plays a session.
   *
   * @param later by the line of a step: so many seconds its key and all that follow come later than
   *     they were recorded
   * @param sizes by the line of a step: what the terminal's size is from its key on
   * @return for each step what each window showed, and its screen
   */
  List<Result> play(RecordedSession session, Map<Integer, Double> later, Map<Integer, Size> sizes) {
    open(session.steps().get(0).window(), session);
    long second = (long) SECOND;
    long settled = lab.kernel().machine().now() + second;
    // The lab was booted at a whole second of its clock.
    session
        .fraction()
        .ifPresentOrElse(
            part -> lab.advanceTo((settled / second + 1) * second + (long) (part * SECOND)),
            () -> lab.advanceTo(settled));
    terminals.values().forEach(terminal -> terminal.output().reset());
    long start = lab.kernel().machine().now();
    List<Result> results = new ArrayList<>();
    double delay = 0;
    for (Step step : session.steps()) {
      delay += later.getOrDefault(step.line(), 0.0);
      lab.advanceTo(start + (long) ((step.at() + delay) * SECOND));
      if (step != session.steps().get(0)) {
        results.add(take());
      }
      Window window = open(step.window(), session).window();
      Optional.ofNullable(sizes.get(step.line()))
          .ifPresent(size -> window.resize(size.columns(), size.rows()));
      window.type(step.keys());
      lab.advanceTo(lab.kernel().machine().now());
    }
    lab.advanceTo(lab.kernel().machine().now() + (long) (LAST_WORDS * SECOND));
    results.add(take());
    return results;
  }

  private Result take() {
    Map<String, String> shown = new LinkedHashMap<>();
    Map<String, String> screens = new LinkedHashMap<>();
    terminals.forEach(
        (name, terminal) -> {
          shown.put(name, Shown.of(ByteText.decode(terminal.output().toByteArray())));
          screens.put(name, terminal.screen().toString().replaceAll(" +(?=\n|$)", ""));
          terminal.output().reset();
        });
    return new Result(shown, screens);
  }

  /** The terminal of a name, which is opened at its first key. */
  private Terminal open(String name, RecordedSession session) {
    Terminal open = terminals.get(name);
    if (open == null) {
      open = another(session.places().getOrDefault(name, "host"));
      terminals.put(name, open);
    }
    return open;
  }

  private Terminal another(String place) {
    Window window = lab.windows().orElseThrow().desk(Person.FIRST).open(place);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ScreenTerminal screen = new ScreenTerminal(COLUMNS, ROWS);
    window.show(
        bytes -> {
          output.writeBytes(bytes);
          screen.write(ByteText.decode(bytes));
        });
    // Its prompt stands on the screen: Ctrl-L.
    window.type(new byte[] {'L' - '@'});
    lab.advanceTo(lab.kernel().machine().now());
    output.reset();
    return new Terminal(window, output, screen);
  }

  @Override
  public void close() {
    lab.close();
  }
}
