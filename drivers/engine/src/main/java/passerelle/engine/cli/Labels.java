package passerelle.engine.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import passerelle.gotemplate.GoFunction;
import passerelle.gotemplate.GoObjects;
import passerelle.gotemplate.GoType;
import passerelle.gotemplate.GoValue;

/** Labels in the rows of docker's lists (docker/cli formatter). */
public record Labels(Map<String, String> all) {

  /** {@code .Labels}. */
  public String text() {
    return all.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }

  /** A row whose {@code .Label "NAME"} asks for one of them. */
  public GoValue row(String typeName, Map<String, ?> fields) {
    GoFunction label =
        GoFunction.of(
            List.of(GoType.STRING),
            args -> GoValue.string(all.getOrDefault(((GoValue.Str) args.get(0)).value(), "")));
    return GoObjects.of(typeName, fields, Map.of("Label", label));
  }
}
