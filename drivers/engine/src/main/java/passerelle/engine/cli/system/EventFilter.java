package passerelle.engine.cli.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.EngineEvent;
import passerelle.engine.cli.PsFilter;

/** The filters of {@code docker events} (daemon/events/filter.go); unknown ones exclude nothing. */
final class EventFilter {
  private final Map<String, List<String>> filters = new LinkedHashMap<>();

  EventFilter(List<String> values) {
    for (String value : values) {
      int equals = value.indexOf('=');
      filters
          .computeIfAbsent(value.substring(0, equals).trim(), k -> new ArrayList<>())
          .add(value.substring(equals + 1).trim());
    }
  }

  boolean matches(EngineEvent event) {
    String name = event.attributes().getOrDefault("name", "");
    return matchesAction(event.action())
        && is("type", event.type())
        && is("scope", "local")
        && begins("container", event.actor(), name)
        && begins("volume", event.actor(), name)
        && begins("network", event.actor(), name)
        && begins("daemon", event.actor(), name)
        && begins("plugin", event.actor(), name)
        && matchesImage(event)
        && wanted("label").stream().allMatch(l -> PsFilter.labelled(event.attributes(), l));
  }

  private List<String> wanted(String key) {
    return filters.getOrDefault(key, List.of());
  }

  private boolean is(String key, String... values) {
    return !filters.containsKey(key) || List.of(values).stream().anyMatch(wanted(key)::contains);
  }

  private boolean begins(String key, String id, String name) {
    return !filters.containsKey(key)
        || wanted(key).stream().anyMatch(w -> id.startsWith(w) || name.startsWith(w));
  }

  /** {@code exec_start: sh} is also found by {@code exec_start}. */
  private boolean matchesAction(String action) {
    return is("event", action, action.replaceFirst(":.*", ""));
  }

  private boolean matchesImage(EngineEvent event) {
    String attribute = event.type().equals("container") ? "image" : "name";
    String name = event.attributes().getOrDefault(attribute, "");
    return is("image", event.actor(), name, withoutTag(event.actor()), withoutTag(name));
  }

  private static String withoutTag(String reference) {
    int colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
    return colon < 0 ? reference : reference.substring(0, colon);
  }
}
