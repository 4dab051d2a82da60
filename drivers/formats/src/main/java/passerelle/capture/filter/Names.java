package passerelle.capture.filter;

import java.util.Map;
import java.util.Set;
import passerelle.text.Resources;
import passerelle.text.WordMap;
import passerelle.text.WordSet;

/** The reserved words of the language: keywords, and names that stand for numbers. */
final class Names {
  /** Words that are never an identifier, whether modelled here or not. */
  static final Set<String> KEYWORDS = WordSet.of(Resources.text(Names.class, "keywords.txt"));

  /** Keywords that begin a primitive or protocol of link types and features not modelled. */
  static final Set<String> NOT_MODELLED =
      WordSet.of(Resources.text(Names.class, "not-modelled.txt"));

  /** Field offsets and field values by name. */
  static final Map<String, Integer> CONSTANTS =
      WordMap.numbers(Resources.text(Names.class, "constants.txt"));

  private Names() {}
}
