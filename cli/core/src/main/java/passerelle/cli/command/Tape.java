package passerelle.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.cli.journey.Leftovers;
import passerelle.cli.journey.Relabel;
import passerelle.cli.journey.Story;
import passerelle.cli.player.PlayedTrace;
import passerelle.packet.Background;
import passerelle.text.TextLine;
import passerelle.trace.HopEvent;

/**
 * The packets of one command, kept while it runs so that they can be played afterwards. A tape that
 * is full hears no more: a flood costs what it costs without one. What earlier commands left under
 * way is not on it.
 */
public final class Tape {
  /** Steps that fill it. */
  private static final int MOST = 6_000;

  private static final Pattern OWN_PROMPT = Pattern.compile("\\S+[$#>] ");

  private final Workbench bench;
  private final String command;
  private final Relabel names;
  private final Leftovers leftovers = new Leftovers();
  private final List<HopEvent> steps = new ArrayList<>();
  private Optional<Runnable> end;

  /**
   * Begins to listen, where the lab's kernel tells of each step at once.
   *
   * @param prompt at which it was typed, unless it brings one along
   * @param line as it was typed
   */
  Tape(Workbench bench, String prompt, String line) {
    this.bench = bench;
    command = OWN_PROMPT.matcher(line).lookingAt() ? line : prompt + line;
    names = new Relabel(new NamesThen(bench.sites())::of);
    end = bench.lab().hear(this::keep);
  }

  private void keep(HopEvent step) {
    if (leftovers.has(step) || Background.is(step.hop().packet())) {
      return;
    }
    if (steps.size() < MOST) {
      steps.add(names.of(step));
    } else {
      stop();
    }
  }

  /** Listens no more. */
  public void stop() {
    end.ifPresent(Runnable::run);
    end = Optional.empty();
  }

  /** Whether nothing was heard. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** The packets for the player, with the places that they have in the lab's picture now. */
  PlayedTrace trace() {
    Story story = Story.ofAll(List.copyOf(steps));
    List<String> verdict =
        new Verdict(bench).of(story.journeys()).stream().map(TextLine::text).toList();
    return new Played(bench).trace(command, story, verdict);
  }
}
