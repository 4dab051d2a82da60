package passerelle.engine.cli.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import passerelle.engine.EngineException;
import passerelle.gotemplate.GoQuote;

/** The filters of {@code docker search}, as far as the daemon reads them (registry/search.go). */
final class SearchFilter {
  private static final Set<String> YES_OR_NO = Set.of("is-automated", "is-official");

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  SearchFilter(List<String> filters) {
    for (String filter : filters) {
      int equals = filter.indexOf('=');
      values
          .computeIfAbsent(filter.substring(0, equals).trim(), k -> new ArrayList<>())
          .add(filter.substring(equals + 1).trim());
    }
  }

  /** Refuses what is no filter of a search, and values that are none. */
  void check() throws EngineException {
    for (Map.Entry<String, List<String>> filter : values.entrySet()) {
      String key = filter.getKey();
      if (!key.equals("stars") && !YES_OR_NO.contains(key)) {
        throw EngineException.bad("invalid filter '" + key + "'");
      }
      for (String value : filter.getValue()) {
        if (YES_OR_NO.contains(key) && !value.matches("true|false|1|0")) {
          throw EngineException.bad(
              "invalid filter '" + key + "=[" + String.join(" ", filter.getValue()) + "]'");
        }
        if (key.equals("stars") && !value.matches("[+-]?\\d{1,18}")) {
          throw EngineException.bad(
              "invalid filter 'stars="
                  + (value + "': strconv.Atoi: parsing " + GoQuote.quote(value))
                  + ": invalid syntax");
        }
      }
    }
  }
}
