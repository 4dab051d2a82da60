package passerelle.engine.cli.system;

import java.util.List;
import passerelle.engine.EngineEvent;
import passerelle.engine.cli.Filters;

/** The filters of {@code docker events} (daemon/events/filter.go); unknown ones exclude nothing. */
final class EventFilter {
  private final Filters filters;

  EventFilter(List<String> values) {
    filters = new Filters(values);
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
        && filters.label(event.attributes());
  }

  private boolean is(String key, String... values) {
    return filters.any(key, List.of(values)::contains);
  }

  private boolean begins(String key, String id, String name) {
    return filters.any(key, wanted -> id.startsWith(wanted) || name.startsWith(wanted));
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
