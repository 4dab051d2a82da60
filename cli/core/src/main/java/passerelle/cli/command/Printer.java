package passerelle.cli.command;

import java.nio.charset.StandardCharsets;
import java.util.List;
import passerelle.sim.process.Sink;

/** Writes lines of text to a screen. */
record Printer(Sink screen) {
  void line(String text) {
    screen.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void lines(List<String> texts) {
    texts.forEach(this::line);
  }
}
