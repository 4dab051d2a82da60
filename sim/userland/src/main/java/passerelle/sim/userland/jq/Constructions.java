package passerelle.sim.userland.jq;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects and strings put together of all values that their parts have. */
record Constructions(JqMachine machine, Scope scope) {
  void object(
      List<Filter.Entry> entries, int at, Map<String, Json> made, Json in, JqMachine.Taker out) {
    if (at == entries.size()) {
      out.accept(Located.plain(Json.of(made)));
      return;
    }
    Filter.Entry entry = entries.get(at);
    machine.values(
        entry.key(),
        in,
        scope,
        key -> {
          if (!(key instanceof Json.Str name)) {
            throw new JqError(
                "Object keys must be strings, not %s (%s)"
                    .formatted(key.type(), Paths.shortened(key, 11)));
          }
          machine.values(
              entry.value(),
              in,
              scope,
              value -> {
                Map<String, Json> more = new LinkedHashMap<>(made);
                more.put(name.value(), value);
                object(entries, at + 1, more, in, out);
              });
        });
  }

  void text(Filter.Text text, int at, String made, Json in, JqMachine.Taker out) {
    if (at == text.parts().size()) {
      out.accept(Located.plain(Json.of(made)));
      return;
    }
    machine.values(
        text.parts().get(at),
        in,
        scope,
        value -> {
          String part = at % 2 == 0 ? "text" : text.format();
          text(text, at + 1, made + Formats.apply(part, value), in, out);
        });
  }
}
