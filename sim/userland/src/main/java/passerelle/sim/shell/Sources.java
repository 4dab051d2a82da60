package passerelle.sim.shell;

import java.util.IdentityHashMap;
import java.util.Map;

/** The text that each part of a parsed script was written as. */
final class Sources {
  /** By the part itself: the same text may stand in a script twice. */
  private final Map<Object, String> texts = new IdentityHashMap<>();

  void put(Object part, String text) {
    texts.put(part, text);
  }

  String of(Object part) {
    return texts.getOrDefault(part, "");
  }
}
