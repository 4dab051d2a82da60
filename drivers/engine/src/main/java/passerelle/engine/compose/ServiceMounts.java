package passerelle.engine.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a service mounts.
 *
 * @param project its name, which begins the names of its volumes
 * @param absolute a path of the file as an absolute one
 */
record ServiceMounts(
    Section section, Section root, String project, UnaryOperator<String> absolute) {

  /** As options of {@code docker create}. */
  List<String> of(String service) throws ComposeException {
    List<String> options = new ArrayList<>();
    for (Object volume : section.list("volumes")) {
      options.add(one(service, volume, options.size()));
    }
    return options;
  }

  private String one(String service, Object value, int index) throws ComposeException {
    if (!(value instanceof Map)) {
      return "--volume=" + bind(service, String.valueOf(value));
    }
    Section mount = Section.of(section.file(), section.path() + ".volumes", value);
    String target = mount.text("target").orElse("");
    if (target.isEmpty()) {
      throw new ComposeException(
          "service volume %s.volumes.[%d] is missing a mount target"
              .formatted(section.path(), index));
    }
    String type = mount.text("type").orElse("");
    String source = mount.text("source").orElse("");
    String readOnly = mount.on("read_only") ? ",readonly" : "";
    boolean made = mount.child("bind").text("create_host_path").filter("false"::equals).isEmpty();
    if (type.equals("tmpfs")) {
      String size = mount.child("tmpfs").text("size").map(s -> ",tmpfs-size=" + s).orElse("");
      return "--mount=type=tmpfs,dst=" + target + size + readOnly;
    } else if (type.equals("bind") && !made) {
      return "--mount=type=bind,src=" + absolute.apply(source) + ",dst=" + target + readOnly;
    }
    String mode = mount.on("read_only") ? ":ro" : "";
    return "--volume=" + bind(service, (source.isEmpty() ? "" : source + ":") + target + mode);
  }

  private String bind(String service, String text) throws ComposeException {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return text;
    }
    String source = text.substring(0, colon);
    if (source.startsWith("/")) {
      return text;
    } else if (source.startsWith(".")) {
      return absolute.apply(source) + text.substring(colon);
    }
    if (!root.child("volumes").has(source)) {
      throw ServiceFiles.undefined(service, "volume", source);
    }
    Section volume = root.child("volumes").child(source);
    String own = volume.on("external") ? source : project + "_" + source;
    return volume.text("name").orElse(own) + text.substring(colon);
  }
}
