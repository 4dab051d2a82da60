package passerelle.cli.lab;

import java.util.List;
import passerelle.sim.process.Sink;
import passerelle.text.TextLine;

/**
 * A screen in front of a person, which may show more than text: tones as colours, and a page at a
 * time. Only what Passerelle itself says is shown so; what Docker and Linux print is written.
 */
public interface StyledScreen extends Sink {
  /**
   * Shows the answer to a command, or a part of it.
   *
   * @param lines folded to the columns of the screen
   */
  void show(List<TextLine> lines);
}
