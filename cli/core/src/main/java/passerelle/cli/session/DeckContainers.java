package passerelle.cli.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The containers that the text of a deck says one is in ({@code # Inside web}, {@code From
 * container c1:}), where the reader has a shell open already.
 */
record DeckContainers(Whereabouts whereabouts) {
  private static final String CONTAINER = "(?:container|conteneur|contenedor|contenitore) ";

  /** What begins a line that says in which container what follows it is typed. */
  private static final Pattern THERE =
      Pattern.compile(
          "(?iu)[\\s#*>.\\d-]*(?:(?:now|then|again|maintenant|ensuite|ora|ahora),? )?"
              + "(?:inside|within|from|in|dans|depuis|dal|nel|desde|dentro(?: de)?|en)\\s+"
              + "(?:the |le |la |el |il )?(?:"
              + CONTAINER
              + ")?[`*'\"]*(?<name>[\\w.-]+?)[`*'\"]*(?:[ ,.:].*)?");

  /**
   * Goes where the last line of a text, and the comments below it, say.
   *
   * @return whether they say so, and a shell is open there
   */
  boolean follow(String text) {
    String[] lines = text.strip().split("\\s*\n");
    boolean there = false;
    for (int i = lines.length - 1; i >= 0 && !there; i--) {
      Matcher told = THERE.matcher(lines[i]);
      there =
          told.matches()
              && whereabouts.openedInContainer(told.group("name")).isPresent()
              && whereabouts.enterAgain(told.group("name"));
      if (!lines[i].strip().startsWith("#")) {
        break;
      }
    }
    return there;
  }
}
