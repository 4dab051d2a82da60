package passerelle.netfilter;

import java.util.Arrays;
import java.util.List;

/**
 * Which end of a packet each part of a set's member is compared with: {@code src,dst}.
 *
 * @param sources true for the source's, in the order of the parts; 1 to 6
 */
public record SetSides(List<Boolean> sources) {
  private static final int MOST = 6;

  public SetSides {
    sources = List.copyOf(sources);
  }

  static SetSides parse(String text) throws IptablesException {
    String[] words = text.split(",", -1);
    if (words.length > MOST) {
      throw IptablesException.parameter("Can't be more src/dst options than " + MOST + ".");
    }
    if (!Arrays.stream(words).allMatch(w -> w.equals("src") || w.equals("dst"))) {
      throw IptablesException.parameter(
          "You must specify (the comma separated list of) 'src' or 'dst'.");
    }
    return new SetSides(Arrays.stream(words).map("src"::equals).toList());
  }

  /** As it was typed. */
  String text() {
    return String.join(",", sources.stream().map(s -> s ? "src" : "dst").toList());
  }
}
