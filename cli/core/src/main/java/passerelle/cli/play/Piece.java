package passerelle.cli.play;

import java.util.ArrayList;
import java.util.List;

/**
 * What is played.
 *
 * @param beats in their order; the first one is a heading
 */
public record Piece(List<Beat> beats) {
  public Piece {
    beats = List.copyOf(beats);
  }

  /** Where the chapters begin. */
  public List<Integer> chapters() {
    List<Integer> begun = new ArrayList<>();
    for (int i = 0; i < beats.size(); i++) {
      if (beats.get(i) instanceof Beat.Heading) {
        begun.add(i);
      }
    }
    return begun;
  }

  /** The heading of a chapter, from 1. */
  public Beat.Heading heading(int chapter) {
    return (Beat.Heading) beats.get(chapters().get(chapter - 1));
  }

  /** How many beats one waits before. */
  public int stops() {
    return stops(beats.size());
  }

  /** The same before one of them. */
  int stops(int before) {
    return (int) beats.subList(0, before).stream().filter(Beat::isStop).count();
  }
}
