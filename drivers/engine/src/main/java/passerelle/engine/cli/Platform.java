package passerelle.engine.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.gotemplate.GoFunction;
import passerelle.gotemplate.GoType;
import passerelle.gotemplate.GoValue;

/** The platform of containers, {@code linux/amd64} in a template (formatter/container.go). */
final class Platform {
  private static final GoType.Method STRING =
      receiver -> GoFunction.of(List.of(), args -> GoValue.string("linux/amd64"));
  private static final GoType.Struct TYPE =
      new GoType.Struct(
          "formatter.Platform",
          List.of(field("Architecture", "architecture"), field("OS", "os")),
          Map.of("String", STRING));

  /** That of a container of which the engine does not tell it. */
  static final GoValue NONE = new GoValue.Pointer(new GoType.PointerTo(TYPE), Optional.empty());

  static final GoValue LINUX =
      new GoValue.StructValue(TYPE, List.of(GoValue.string("amd64"), GoValue.string("linux")));

  private Platform() {}

  private static GoType.Field field(String name, String json) {
    return new GoType.Field(name, GoType.STRING, json, false, false);
  }
}
