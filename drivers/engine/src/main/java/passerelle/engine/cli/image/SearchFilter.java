package passerelle.engine.cli.image;

import java.util.List;
import java.util.Set;
import passerelle.engine.EngineException;
import passerelle.engine.cli.Filters;
import passerelle.gotemplate.GoQuote;

/** The filters of {@code docker search}, as far as the daemon reads them (registry/search.go). */
final class SearchFilter {
  private SearchFilter() {}

  /** Refuses what is no filter of a search, and values that are none. */
  static void check(List<String> typed) throws EngineException {
    Filters filters = new Filters(typed, Set.of("is-automated", "is-official", "stars"));
    filters.yesOrNo("is-automated");
    filters.yesOrNo("is-official");
    for (String stars : filters.of("stars")) {
      if (!stars.matches("[+-]?\\d{1,18}")) {
        throw EngineException.bad(
            "invalid filter 'stars="
                + (stars + "': strconv.Atoi: parsing " + GoQuote.quote(stars))
                + ": invalid syntax");
      }
    }
  }
}
